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

// The slow handler has a server of its own.
func main() {
	debug := http.NewServeMux()
	debug.HandleFunc("/slow", slow)
	go func() {
		server := &http.Server{Addr: "localhost:6060", Handler: debug, ReadTimeout: 5 * time.Second}
		log.Fatal(server.ListenAndServe())
	}()
	server := &http.Server{Addr: ":8080", ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	log.Fatal(server.ListenAndServe())
}
