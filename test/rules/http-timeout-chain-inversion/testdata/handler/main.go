package main

import (
	"log"
	"net/http"
	"time"
)

// The answer of the handler that gives up comes too late, too.
func main() {
	mux := http.NewServeMux()
	mux.Handle("/", http.NotFoundHandler())
	handler := http.TimeoutHandler(mux, 10*time.Second, "too slow") // want http-timeout-chain-inversion
	server := &http.Server{
		Addr:         ":8080",
		Handler:      handler,
		ReadTimeout:  5 * time.Second,
		WriteTimeout: 10 * time.Second,
	}
	log.Fatal(server.ListenAndServe())
}
