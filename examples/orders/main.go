// Command orders is a small service with five faults that pass review: each takes it down some night.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	db, err := openDatabase()
	if err != nil {
		log.Fatal(err)
	}
	service := &service{
		store:  &store{db: db},
		prices: &priceClient{http: &http.Client{Timeout: 3 * time.Second}, base: os.Getenv("PRICES_URL")},
	}
	worker := newWorker(service.store)
	go worker.run()

	server := &http.Server{
		Addr:              ":8080",
		Handler:           service.routes(),
		ReadHeaderTimeout: 5 * time.Second,
	}
	go func() {
		<-ctx.Done()
		shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		if err := server.Shutdown(shutdown); err != nil {
			log.Print(err)
		}
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}
