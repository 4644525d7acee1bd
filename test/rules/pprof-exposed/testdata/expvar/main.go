package main

import (
	"expvar"
	"log"
	"net/http"
)

var orders = expvar.NewInt("orders")

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { orders.Add(1) })
	log.Fatal(http.ListenAndServe(":8080", nil)) // want pprof-exposed warning high
}
