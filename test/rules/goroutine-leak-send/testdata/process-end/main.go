package main

import (
	"context"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "tool"}
	root.AddCommand(&cobra.Command{Use: "pipe", RunE: pipe})
	root.AddCommand(&cobra.Command{Use: "serve", RunE: serve})
	root.AddCommand(&cobra.Command{Use: "ask", RunE: ask})
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}

// The context ends when the command does.
func pipe(cmd *cobra.Command, args []string) error {
	ctx, cancel := context.WithCancel(cmd.Context())
	defer cancel()
	for _, arg := range args {
		go func() { _ = both(ctx, arg) }()
	}
	return until(args[0])
}

func both(ctx context.Context, name string) error {
	in, out := make(chan error), make(chan error)
	go func() { in <- look(name) }()  // want goroutine-leak-send low
	go func() { out <- look(name) }() // want goroutine-leak-send low
	var all []error
	for {
		if len(all) == 2 {
			return nil
		}
		select {
		case err := <-in:
			all = append(all, err)
		case err := <-out:
			all = append(all, err)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Somebody wants the process to end.
func until(name string) error {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	done := make(chan error)
	go func() { done <- look(name) }() // want goroutine-leak-send low
	select {
	case <-stop:
		return context.Canceled
	case err := <-done:
		return err
	}
}

// Each request has a context of its own.
func serve(*cobra.Command, []string) error {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := one(r.Context(), r.URL.Path); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	http.HandleFunc("/again", func(w http.ResponseWriter, r *http.Request) {
		if err := again(r.URL.Path); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	server := &http.Server{Addr: ":8080", ReadHeaderTimeout: time.Minute}
	return server.ListenAndServe()
}

func one(ctx context.Context, name string) error {
	done := make(chan error)
	go func() { done <- look(name) }() // want goroutine-leak-send warning high
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// It asks for a new set of files, and the process goes on.
func again(name string) error {
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP)
	defer signal.Stop(reload)
	done := make(chan error)
	go func() { done <- look(name) }() // want goroutine-leak-send warning high
	select {
	case <-reload:
		return nil
	case err := <-done:
		return err
	}
}

func look(name string) error {
	_, err := os.Stat(name)
	return err
}

type question struct {
	name   string
	answer chan error
}

// Without an answer the command fails, and the process with it.
func asked(questions chan<- question) error {
	one := question{name: "first", answer: make(chan error)}
	questions <- one
	select {
	case err := <-one.answer:
		return err
	case <-time.After(time.Second):
		return context.DeadlineExceeded
	}
}

func answering(questions <-chan question) {
	for each := range questions {
		each.answer <- look(each.name) // want goroutine-leak-send low
	}
}

func ask(cmd *cobra.Command, args []string) error {
	questions := make(chan question)
	go answering(questions)
	if err := asked(questions); err != nil {
		return err
	}
	return nil
}
