package main

import (
	"io"
	"log"
	"net/http"
	"time"
)

func slow(w http.ResponseWriter, r *http.Request) {
	time.Sleep(30 * time.Second) // want http-write-timeout-shorter-than-handler
	_, _ = io.WriteString(w, "done")
}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/slow", slow)
	server := &http.Server{
		Addr:              ":8080",
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout:      10 * time.Second,
	}
	log.Fatal(server.ListenAndServe())
}
