package main

import (
	"log"
	"net/http"
	"time"
)

func slow(w http.ResponseWriter, _ *http.Request) {
	time.Sleep(time.Minute)
	w.WriteHeader(http.StatusNoContent)
}

// The client gets a 503 in time.
func main() {
	handler := http.TimeoutHandler(http.HandlerFunc(slow), 8*time.Second, "too slow")
	server := &http.Server{Addr: ":8080", Handler: handler, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	log.Fatal(server.ListenAndServe())
}
