package main

import (
	"context"
	"log"
	"net/http"

	"example.com/queue/queue"
)

func main() {
	if err := start(context.Background()); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}

func start(ctx context.Context) error {
	q, err := queue.Open(ctx)
	if err != nil {
		return queue.Failed("open", err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := queue.Use(r.Context(), q); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	return nil
}
