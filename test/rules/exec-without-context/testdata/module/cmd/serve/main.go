package main

import (
	"context"
	"log"
	"net/http"

	"example.com/module/run"
	"example.com/module/setup"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := setup.Prepare("/srv"); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
		if err := run.Collect("/srv"); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
		if err := run.Clean(context.TODO(), "/srv"); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
		if run.Push(context.Background(), "/srv") != nil || run.Push(r.Context(), "/tmp") != nil {
			http.Error(w, "push", http.StatusInternalServerError)
		}
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
