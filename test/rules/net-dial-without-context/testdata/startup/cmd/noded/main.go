package main

import (
	"log"
	"net/http"

	"example.com/startup/node"
)

func main() {
	chain := node.New(&node.Settings{Host: "peer"})
	http.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) {
		if err := chain.Health(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	http.HandleFunc("/peer", func(w http.ResponseWriter, _ *http.Request) {
		conn, err := chain.Peer()
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer conn.Close()
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
