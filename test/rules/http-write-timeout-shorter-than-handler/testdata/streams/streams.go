package main

import (
	"io"
	"log"
	"net/http"
	"time"
)

// What is flushed before the deadline arrives.
func events(w http.ResponseWriter, r *http.Request) {
	for {
		_, _ = io.WriteString(w, "data: tick\n\n")
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case <-time.After(time.Minute):
		}
	}
}

// Whoever hijacks has the connection for itself.
func raw(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	time.Sleep(time.Minute)
	_, _ = io.WriteString(conn, "bye")
}

func main() {
	http.HandleFunc("/events", events)
	http.HandleFunc("/raw", raw)
	server := &http.Server{Addr: ":8080", ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	log.Fatal(server.ListenAndServe())
}
