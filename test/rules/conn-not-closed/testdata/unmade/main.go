package main

import (
	"log"
	"net/http"

	"example.com/unmade/dial"
)

func main() {
	pool := dial.NewPool("localhost:7000")
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		if err := pool.Ping(); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		if err := dial.Each(dial.Settings{Address: "localhost:7001"}); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
