package main

import (
	"log"
	"net/http"

	"example.com/shop/limits"
	"example.com/shop/store"
)

func main() {
	if err := store.Open("app@tcp(db:3306)/shop"); err != nil {
		log.Fatal(err)
	}
	limits.Apply(store.DB)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
