package main

import (
	"context"
	"log"
	"net/http"

	"golang.org/x/sync/errgroup"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
	for range 3 {
		if err := again(context.Background()); err != nil {
			log.Println(err)
		}
	}
}

// The group runs the literal once, and main runs this once.
func run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		failed := make(chan error)
		go func() {
			failed <- http.ListenAndServe(":80", nil) // want goroutine-leak-send low
		}()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-failed:
			return err
		}
	})
	return group.Wait()
}

// Called in a loop.
func again(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		failed := make(chan error)
		go func() {
			failed <- http.ListenAndServe(":80", nil) // want goroutine-leak-send high
		}()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-failed:
			return err
		}
	})
	return group.Wait()
}
