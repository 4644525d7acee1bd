package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"

	"golang.org/x/sync/errgroup"
)

var leave = os.Exit

func main() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go stopped(signals)
	go watch(make(chan string))
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

// Behind each call the process ends.
func flush(save func()) {
	saved := make(chan bool)
	timer := time.AfterFunc(time.Second, func() { saved <- false })
	go func() {
		save()
		timer.Stop()
		saved <- true // want goroutine-leak-send low
	}()
	<-saved
}

func stopped(signals <-chan os.Signal) {
	<-signals
	flush(func() {})
}

func update(updates <-chan string) {
	for range updates {
		flush(func() {})
		leave(3)
	}
}

// The same, and the process goes on.
func sync(save func()) {
	saved := make(chan bool)
	timer := time.AfterFunc(time.Second, func() { saved <- false })
	go func() {
		save()
		timer.Stop()
		saved <- true // want goroutine-leak-send medium
	}()
	<-saved
}

func watch(updates <-chan string) {
	for range updates {
		sync(func() {})
	}
}
