package main

import (
	"log"
	"net/http"

	"example.com/called/api"
)

func main() {
	http.HandleFunc("/orders", api.Create)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
