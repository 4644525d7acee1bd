package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
)

func main() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	if err := prepare(ctx); err != nil {
		os.Exit(1)
	}
	if err := start(ctx); err != nil {
		os.Exit(1)
	}
	if err := http.ListenAndServe(":8080", nil); err != nil {
		os.Exit(1)
	}
}

// Its error ends the process.
func prepare(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost hint low
	if err := exec.CommandContext(ctx, "true").Run(); err != nil {
		return err
	}
	cancel()
	return nil
}

// Without an error the server goes on: that exit is the one to tell.
func start(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost hint low
	if err := exec.CommandContext(ctx, "true").Run(); err != nil {
		return errors.New("no true")
	}
	if len(os.Args) > 1 {
		return nil
	}
	cancel()
	return nil
}
