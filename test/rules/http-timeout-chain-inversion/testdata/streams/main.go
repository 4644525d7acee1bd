package main

import (
	"context"
	"log"
	"net/http"
	"time"
)

// Something in front of the handlers moves their deadline.
func patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(time.Minute))
		next.ServeHTTP(w, r)
	})
}

func handler(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 30*time.Second)
	defer cancel()
	<-ctx.Done()
}

func main() {
	server := &http.Server{
		Addr:         ":8080",
		Handler:      patient(http.HandlerFunc(handler)),
		ReadTimeout:  5 * time.Second,
		WriteTimeout: 10 * time.Second,
	}
	log.Fatal(server.ListenAndServe())
}
