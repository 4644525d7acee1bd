package main

import (
	"io"
	"log"
	"net/http"
	"time"
)

const poll = time.Minute

type api struct {
	news chan string
}

// A long poll that gives up after the deadline.
func (a *api) poll(w http.ResponseWriter, r *http.Request) {
	select {
	case text := <-a.news:
		_, _ = io.WriteString(w, text)
	case <-r.Context().Done():
	case <-time.After(poll): // want http-write-timeout-shorter-than-handler
		w.WriteHeader(http.StatusNoContent)
	}
}

// What a handler calls is part of it.
func settle() {
	<-time.After(20 * time.Second) // want http-write-timeout-shorter-than-handler
}

func (a *api) settled(w http.ResponseWriter, _ *http.Request) {
	settle()
	w.WriteHeader(http.StatusNoContent)
}

// The deadline passes at the same moment.
func exact(w http.ResponseWriter, _ *http.Request) {
	if time.Sleep(15 * time.Second); true { // want http-write-timeout-shorter-than-handler
		w.WriteHeader(http.StatusNoContent)
	}
}

func main() {
	a := &api{news: make(chan string)}
	http.HandleFunc("/poll", a.poll)
	http.HandleFunc("/settled", a.settled)
	http.HandleFunc("/exact", exact)
	server := &http.Server{Addr: ":8080", WriteTimeout: 15 * time.Second}
	server.ReadTimeout = 5 * time.Second
	log.Fatal(server.ListenAndServe())
}
