package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"

	"example.com/pulse/pulse"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	http.HandleFunc("/pulse", func(w http.ResponseWriter, r *http.Request) {
		reader := &pulse.Reader{}
		reader.Begin(r.Context(), time.Second)
		reader.BeginTight(r.Context(), time.Second)
		_ = pulse.Connect(r.Context(), func(context.Context) error { return nil })
		_ = pulse.ConnectAll(r.Context(), func(context.Context) error { return nil })
	})
	go func() { log.Print(http.ListenAndServe("localhost:7073", nil)) }()
	if err := watchAll(ctx); err != nil {
		log.Print(err)
	}
}

func watchAll(ctx context.Context) error {
	each, stop := context.WithCancel(ctx)
	defer stop()
	for range 2 {
		reader := &pulse.Reader{}
		go func() { _ = reader.Watch(each) }()
	}
	<-each.Done()
	return each.Err()
}
