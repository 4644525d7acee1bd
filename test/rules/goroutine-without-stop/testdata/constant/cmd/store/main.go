package main

import (
	"log"
	"net/http"

	"example.com/constant/server"
)

func main() {
	s := server.New()
	http.HandleFunc("/reload", s.Reload)
	log.Fatal(http.ListenAndServe("localhost:7071", nil))
}
