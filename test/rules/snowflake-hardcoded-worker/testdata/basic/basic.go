package main

import (
	"fmt"
	"log"
	"net/http"

	"github.com/bwmarrin/snowflake"
)

const shopNode = 7

var orders *snowflake.Node

func newOrders() error {
	node, err := snowflake.NewNode(shopNode) // want snowflake-hardcoded-worker
	if err != nil {
		return err
	}
	orders = node
	return nil
}

func main() {
	users, err := snowflake.NewNode(1) // want snowflake-hardcoded-worker
	if err != nil {
		log.Fatal(err)
	}
	if err := newOrders(); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/users", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, users.Generate())
	})
	http.HandleFunc("/orders", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, orders.Generate())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
