package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"time"
)

var whole, endWhole = context.WithCancel(context.Background())

func main() {
	go quitAtSignal()
	if err := watch(os.Args[1:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// quitAtSignal ends the context only on its way out of the process.
func quitAtSignal() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	<-signals
	endWhole()
	os.Exit(130)
}

func watch(program []string) error {
	ctx, cancel := context.WithCancel(whole)
	defer cancel()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Minute):
			if err := runHook(ctx, program); err != nil {
				fmt.Println(err)
			}
		}
	}
}

// runHook could only be ended by its context when the process ends too.
func runHook(ctx context.Context, program []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return exec.Command(program[0], program[1:]...).Run()
}
