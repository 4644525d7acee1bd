package main

import (
	"log"
	"net/http"
	"os"

	"example.com/shop/accounts"
	"example.com/shop/books"
	"example.com/shop/stores"
)

func main() {
	db, err := stores.Open(os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(8)
	http.Handle("/books", &books.Store{DB: db})
	http.Handle("/accounts", &accounts.Store{DB: db})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
