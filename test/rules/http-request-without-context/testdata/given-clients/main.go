package main

import (
	"context"
	"log"
	"net/http"
	"time"

	"example.com/suite/checks"
)

func main() {
	http.HandleFunc("/run", func(w http.ResponseWriter, r *http.Request) {
		if err := run(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", nil))
}

func run(ctx context.Context) error {
	bounded := http.Client{Timeout: 10 * time.Second}
	endless := &http.Client{}
	if err := checks.Pages(ctx, bounded); err != nil {
		return err
	}
	var target checks.Target
	target.Address = "http://127.0.0.1:8081"
	target.Client = &bounded
	if err := checks.Targets(ctx, target); err != nil {
		return err
	}
	return checks.Peers(ctx, checks.Peer{Client: endless}, bounded)
}
