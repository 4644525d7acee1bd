package main

import (
	"context"
	"log"
	"os"
	"os/signal"

	"example.com/endless/probe"
)

func main() {
	if err := probe.All(context.Background(), os.Args[1:]); err != nil {
		log.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := probe.UntilStopped(ctx, os.Args[1:]); err != nil {
		log.Fatal(err)
	}
	if err := probe.First(context.TODO(), os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}
