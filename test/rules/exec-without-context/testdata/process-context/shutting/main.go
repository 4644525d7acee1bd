// Command shutting waits for its work after it has ended the context.
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
	go endAtSignal()
	watch(os.Args[1:])
	fmt.Println("stopped")
}

func endAtSignal() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	for range signals {
		endWhole()
	}
}

func watch(program []string) {
	for {
		select {
		case <-whole.Done():
			return
		case <-time.After(time.Minute):
		}
		if err := runHook(whole, program); err != nil {
			fmt.Println(err)
		}
		// a round that takes too long is given up, and the next one comes
		limited, cancel := context.WithTimeout(whole, time.Minute)
		if err := runLimited(limited, program); err != nil {
			fmt.Println(err)
		}
		cancel()
		started, end := context.WithCancel(whole)
		go runLate(started, program)
		time.Sleep(time.Second)
		end()
	}
}

func runHook(ctx context.Context, program []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return exec.Command(program[0], program[1:]...).Run() // want exec-without-context
}

func runLimited(ctx context.Context, program []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return exec.Command(program[0], program[1:]...).Run() // want exec-without-context
}

func runLate(ctx context.Context, program []string) {
	for ctx.Err() == nil {
		_ = exec.Command(program[0], program[1:]...).Run() // want exec-without-context
	}
}
