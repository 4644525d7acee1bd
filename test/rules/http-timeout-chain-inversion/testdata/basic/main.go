package main

import (
	"context"
	"log"
	"net/http"
	"time"
)

const budget = 30 * time.Second

func slow(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Second):
		return nil
	}
}

func report(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), budget) // want http-timeout-chain-inversion
	defer cancel()
	if err := slow(ctx); err != nil {
		http.Error(w, err.Error(), http.StatusGatewayTimeout)
	}
}

func refresh() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	inner, cancelInner := context.WithTimeout(ctx, time.Minute) // want http-timeout-chain-inversion
	defer cancelInner()
	return slow(inner)
}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/report", report)
	if err := refresh(); err != nil {
		log.Print(err)
	}
	server := &http.Server{
		Addr:              ":8080",
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout:      10 * time.Second,
	}
	log.Fatal(server.ListenAndServe())
}
