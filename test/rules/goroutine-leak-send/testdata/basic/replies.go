package basic

import (
	"context"
	"errors"
	"time"
)

type request struct {
	key   string
	reply chan<- error
}

type writer struct {
	requests chan request
	shutdown context.Context
}

// Whoever asked may have left when the answer comes.
func (w *writer) ask(ctx context.Context, key string) error {
	reply := make(chan error)
	w.requests <- request{key: key, reply: reply}
	select {
	case err := <-reply:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *writer) answerAll(write func(string) error) {
	for each := range w.requests {
		each.reply <- write(each.key) // want goroutine-leak-send info medium
	}
}

type lookup struct {
	name  string
	found chan string
}

// Time is up for the one side only.
func find(queue chan<- *lookup, name string) (string, error) {
	each := &lookup{name: name, found: make(chan string)}
	queue <- each
	select {
	case text := <-each.found:
		return text, nil
	case <-time.After(time.Second):
		return "", errors.New("no answer")
	}
}

func serve(queue <-chan *lookup) {
	for each := range queue {
		each.found <- each.name // want goroutine-leak-send info medium
	}
}

// The first send comes before anybody can receive.
func Watch(ctx context.Context, isOld bool, open func(context.Context) (string, error)) (<-chan string, <-chan error) {
	if isOld {
		return watchOld(open)
	}
	values := make(chan string)
	failures := make(chan error)
	value, err := open(ctx)
	if err != nil {
		failures <- err // want goroutine-leak-send warning high
		return values, failures
	}
	go func() { values <- value }()
	return values, failures
}

func watchOld(open func(context.Context) (string, error)) (<-chan string, <-chan error) {
	values := make(chan string)
	failures := make(chan error)
	go func() {
		value, err := open(context.Background())
		if err != nil {
			failures <- err
			return
		}
		values <- value
	}()
	return values, failures
}
