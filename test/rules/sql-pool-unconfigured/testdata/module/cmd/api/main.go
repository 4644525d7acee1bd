package main

import (
	"context"
	"log"

	"example.com/shop/internal/store"
	"example.com/shop/internal/web"
)

func main() {
	if err := store.MustOpen("app@tcp(db:3306)/stock").Ping(context.Background()); err != nil {
		log.Fatal(err)
	}
	s, err := store.Open("app@tcp(db:3306)/shop?parseTime=true")
	if err != nil {
		log.Fatal(err)
	}
	store.MustOpen("app@tcp(replica:3306)/shop?parseTime=true")
	log.Fatal(web.Serve(s))
}
