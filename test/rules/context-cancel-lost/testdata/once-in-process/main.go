package main

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"time"
)

func main() {
	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx := setUp(interrupted)
	for range time.Tick(time.Second) {
		each(ctx)
	}
}

// What only main calls, once, keeps one context.
func setUp(parent context.Context) context.Context {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost hint low
	if exec.CommandContext(ctx, "true").Run() != nil {
		cancel()
	}
	return ctx
}

func each(parent context.Context) {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want context-cancel-lost
	_ = exec.CommandContext(ctx, "true").Run()
}
