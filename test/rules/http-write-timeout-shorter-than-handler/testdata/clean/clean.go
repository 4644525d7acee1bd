package main

import (
	"flag"
	"log"
	"net/http"
	"time"
)

var delay = flag.Duration("delay", time.Minute, "")

// In time, or from outside.
func short(w http.ResponseWriter, _ *http.Request) {
	time.Sleep(5 * time.Second)
	time.Sleep(*delay)
	w.WriteHeader(http.StatusNoContent)
}

// The answer does not wait for a goroutine.
func detached(w http.ResponseWriter, _ *http.Request) {
	go func() {
		time.Sleep(time.Minute)
		log.Print("later")
	}()
	go later()
	w.WriteHeader(http.StatusAccepted)
}

func later() {
	time.Sleep(time.Minute)
	log.Print("later")
}

// Only when somebody looks whether the time is over.
func asked(w http.ResponseWriter, _ *http.Request) {
	over := time.After(time.Minute)
	select {
	case <-over:
	default:
	}
	w.WriteHeader(http.StatusNoContent)
}

// A client that tries again is no handler.
type retrying struct{ next http.RoundTripper }

func (c retrying) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Minute)
	return c.next.RoundTrip(r)
}

func tick() {
	for {
		time.Sleep(time.Hour)
		log.Print("tick")
	}
}

func main() {
	flag.Parse()
	go tick()
	http.DefaultClient.Transport = retrying{http.DefaultTransport}
	http.HandleFunc("/short", short)
	http.HandleFunc("/detached", detached)
	http.HandleFunc("/asked", asked)
	server := &http.Server{Addr: ":8080", ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	log.Fatal(server.ListenAndServe())
}
