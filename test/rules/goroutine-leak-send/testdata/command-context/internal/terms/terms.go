// Package terms asks for consent.
package terms

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
)

var errGivenUp = errors.New("given up")

// Accept is called by commands alone, each with its own context.
func Accept(ctx context.Context, in io.Reader) (bool, error) {
	accepted := make(chan bool)
	go func() {
		line, err := bufio.NewReader(in).ReadString('\n')
		accepted <- err == nil && line == "yes\n" // want goroutine-leak-send low
	}()
	select {
	case <-ctx.Done():
		return false, errGivenUp
	case answer := <-accepted:
		return answer, nil
	}
}

// Read is called for requests, too.
func Read(ctx context.Context, in io.Reader) (string, error) {
	lines := make(chan string)
	go func() {
		line, err := bufio.NewReader(in).ReadString('\n')
		if err != nil {
			line = fmt.Sprint(err)
		}
		lines <- line // want goroutine-leak-send high
	}()
	select {
	case <-ctx.Done():
		return "", errGivenUp
	case line := <-lines:
		return line, nil
	}
}
