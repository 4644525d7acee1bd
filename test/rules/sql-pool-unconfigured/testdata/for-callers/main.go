package main

import (
	"log"
	"net/http"
	"os"
	"time"

	"example.com/panel/panel"
)

func main() {
	p, err := panel.New(os.Getenv("DSN"))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/create", p.Create)
	http.HandleFunc("/shared", p.CreateShared)
	http.HandleFunc("/check", p.Check)
	server := &http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}
