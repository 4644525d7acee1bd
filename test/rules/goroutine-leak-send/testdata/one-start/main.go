package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"sync"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	watchAll(ctx, os.Args[1:])
	go repeat(ctx)
	if err := run(ctx, &machine{output: os.Stdin}); err != nil {
		log.Fatal(err)
	}
}

func repeat(ctx context.Context) {
	for {
		watchSome(ctx, os.Args[1:])
		if err := again(ctx, &machine{output: os.Stdin}); err != nil {
			log.Println(err)
		}
	}
}

// One for each name of the command line, once.
func watchAll(ctx context.Context, names []string) {
	var all sync.WaitGroup
	for _, name := range names {
		all.Add(1)
		go func() {
			defer all.Done()
			lines := make(chan string)
			go func() {
				for {
					lines <- name // want goroutine-leak-send low
				}
			}()
			show(ctx, lines)
		}()
	}
	all.Wait()
}

func show(ctx context.Context, lines <-chan string) {
	for {
		select {
		case <-ctx.Done():
			return
		case line := <-lines:
			fmt.Println(line)
		}
	}
}

// The same, called in a loop.
func watchSome(ctx context.Context, names []string) {
	var all sync.WaitGroup
	for _, name := range names {
		all.Add(1)
		go func() {
			defer all.Done()
			lines := make(chan string)
			go func() {
				for {
					lines <- name // want goroutine-leak-send medium
				}
			}()
			show(ctx, lines)
		}()
	}
	all.Wait()
}

type starter interface {
	Start(ctx context.Context) (chan error, error)
}

type machine struct{ output io.Reader }

var _ starter = (*machine)(nil)

// Start is called once through the interface, and the process ends with what its channel gives.
func (m *machine) Start(ctx context.Context) (chan error, error) {
	if m.output == nil {
		return nil, errors.New("no output")
	}
	failed := make(chan error, 1)
	go func() {
		lines := bufio.NewScanner(m.output)
		for lines.Scan() {
			failed <- fmt.Errorf("said %s", lines.Text()) // want goroutine-leak-send low
		}
	}()
	return failed, nil
}

func run(ctx context.Context, each starter) error {
	failed, err := each.Start(ctx)
	if err != nil {
		return err
	}
	return wait(ctx, failed)
}

func wait(ctx context.Context, failed <-chan error) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-failed:
		return err
	}
}

type restarter interface {
	Restart(ctx context.Context) (chan error, error)
}

// Restart is called again and again.
func (m *machine) Restart(ctx context.Context) (chan error, error) {
	if m.output == nil {
		return nil, errors.New("no output")
	}
	failed := make(chan error, 1)
	go func() {
		lines := bufio.NewScanner(m.output)
		for lines.Scan() {
			failed <- fmt.Errorf("said %s", lines.Text()) // want goroutine-leak-send medium
		}
	}()
	return failed, nil
}

func again(ctx context.Context, each restarter) error {
	failed, err := each.Restart(ctx)
	if err != nil {
		return err
	}
	return wait(ctx, failed)
}
