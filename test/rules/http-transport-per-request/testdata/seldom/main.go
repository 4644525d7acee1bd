package main

import (
	"log"
	"net/http"

	"example.com/seldom/fetch"
)

func main() {
	if err := fetch.Marker("https://example.com/marker"); err != nil {
		log.Print(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := fetch.Page("https://example.com/page"); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	http.HandleFunc("/retried", fetch.Retried)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
