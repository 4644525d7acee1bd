package main

import (
	"bufio"
	"context"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"time"
)

func main() {
	if len(os.Args) > 1 {
		watch()
		for range time.Tick(time.Second) {
			log.Print("watching")
		}
	}
	if err := feed(bufio.NewScanner(os.Stdin)); err != nil {
		log.Fatal(err)
	}
}

// A deferred stop would run where the process ends anyway.
func feed(lines *bufio.Scanner) error {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt) // want context-cancel-lost hint low
	for lines.Scan() {
		if err := exec.CommandContext(ctx, lines.Text()).Run(); err != nil {
			return err
		}
	}
	return lines.Err()
}

// main goes on behind it, and the registration takes its signals.
func watch() {
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt) // want context-cancel-lost hint low
	_ = exec.CommandContext(ctx, "true").Run()
}
