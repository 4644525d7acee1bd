package main

import (
	"context"
	"net/http"
	"time"

	"example.com/endless/ask"
)

func main() {
	http.HandleFunc("/all", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(ask.Endless(context.TODO(), "a")))
		w.Write([]byte(ask.Ended(r.Context(), "a")))
		w.Write([]byte(ask.Timed(context.TODO(), "a")))
	})
	server := &http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}
	server.ListenAndServe()
}
