package main

import (
	"log"
	"net/http"

	"example.com/called/api"
	"example.com/called/orders"
)

func main() {
	http.HandleFunc("/orders", api.Create)
	http.HandleFunc("/post", orders.Orders{}.Post)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
