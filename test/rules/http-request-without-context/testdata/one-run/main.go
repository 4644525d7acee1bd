package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"
)

var client = &http.Client{Timeout: 10 * time.Second}

// The request ends with the process.
func fetch(ctx context.Context, url string) error {
	resp, err := http.Get(url) // want http-request-without-context hint low
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

type mirror struct{ address string }

// The Timeout ends it.
func (m *mirror) note(r *http.Request) {
	resp, err := client.Get(m.address + r.URL.Path) // want http-request-without-context hint low
	if err == nil {
		resp.Body.Close()
	}
}

func (m *mirror) noteAlways(r *http.Request) {
	resp, err := http.Get(m.address + r.URL.Path) // want http-request-without-context medium
	if err == nil {
		resp.Body.Close()
	}
}

// The one who asked waits, until the Timeout in any case.
func (m *mirror) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.note(r)
	m.noteAlways(r)
	resp, err := client.Get(m.address) // want http-request-without-context hint low
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := fetch(ctx, os.Args[1]); err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Addr: ":8080", Handler: &mirror{os.Args[2]}, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}
