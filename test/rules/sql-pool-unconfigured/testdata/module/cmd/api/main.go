package main

import (
	"log"

	"example.com/shop/internal/store"
	"example.com/shop/internal/web"
)

func main() {
	s, err := store.Open("app@tcp(db:3306)/shop?parseTime=true")
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(web.Serve(s))
}
