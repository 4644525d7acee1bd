package peers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
)

type frame struct {
	Text string
	Last bool
}

// What is closed on the way out ends the reader before it comes to the send.
func follow(ctx context.Context, dial func() (net.Conn, error)) (string, error) {
	conn, err := dial()
	if err != nil {
		return "", err
	}
	defer conn.Close()
	failed := make(chan error)
	go func() {
		decoder := json.NewDecoder(conn)
		for {
			var next frame
			if err := decoder.Decode(&next); err != nil {
				if errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) {
					return
				}
				failed <- err
				return
			}
		}
	}()
	select {
	case err := <-failed:
		return "", err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func followNegated(ctx context.Context, conn net.Conn) error {
	failed := make(chan error)
	local, remote := net.Pipe()
	defer local.Close()
	defer remote.Close()
	go func() {
		_, err := io.Copy(conn, local)
		if err != nil && !strings.Contains(err.Error(), "closed") {
			failed <- fmt.Errorf("copy: %w", err)
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Only the end of the other side is looked for: the own Close gives another error, and that is sent.
func followEOF(ctx context.Context, dial func() (net.Conn, error)) error {
	conn, err := dial()
	if err != nil {
		return err
	}
	defer conn.Close()
	failed := make(chan error)
	go func() {
		decoder := json.NewDecoder(conn)
		for {
			var next frame
			if err := decoder.Decode(&next); err != nil {
				if err == io.EOF {
					return
				}
				failed <- err // want goroutine-leak-send high
				return
			}
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Without a panic recover gives nil, and with one nothing was sent before.
func recovered(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("panic: %v", r)
			}
		}()
		done <- work()
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// How many frames come is for the test to know, which has left room for the rest.
func collect(t *testing.T, receive func() (frame, error)) {
	type answer struct {
		frame frame
		err   error
	}
	answers := make(chan answer, 4)
	go func() {
		for {
			next, err := receive()
			answers <- answer{next, err}
			if err != nil {
				return
			}
		}
	}()
	for range 3 {
		if got := <-answers; got.err != nil {
			t.Fatal(got.err)
		}
	}
}

// The same outside a test: the stream goes on.
func take(ctx context.Context, receive func() (frame, error)) frame {
	frames := make(chan frame, 1)
	go func() {
		for {
			next, err := receive()
			if err != nil {
				return
			}
			frames <- next // want goroutine-leak-send high
		}
	}()
	select {
	case first := <-frames:
		return first
	case <-ctx.Done():
		return frame{}
	}
}

type source struct{ pages [][]int }

// Its only receiver takes all there is, and has no context to leave with.
func (s *source) list(ctx context.Context) <-chan int {
	values := make(chan int, 10)
	go func() {
		defer close(values)
		for _, page := range s.pages {
			for _, value := range page {
				values <- value
			}
		}
	}()
	return values
}

type lister interface {
	list(ctx context.Context) <-chan int
}

func sum(from lister) int {
	total := 0
	for value := range from.list(context.Background()) {
		total += value
	}
	return total
}

// Its receiver leaves with the context.
func (s *source) each(ctx context.Context) <-chan int {
	values := make(chan int)
	go func() {
		defer close(values)
		for _, page := range s.pages {
			values <- len(page) // want goroutine-leak-send medium
		}
	}()
	return values
}

type walker interface {
	each(ctx context.Context) <-chan int
}

func first(ctx context.Context, from walker) int {
	select {
	case value := <-from.each(ctx):
		return value
	case <-ctx.Done():
		return 0
	}
}

type stream struct{ onClose func() error }

// The callee may send nothing, or both values that are received.
func (s *stream) mixed(work func() error) {
	closed := make(chan error)
	s.onClose = func() error {
		closed <- errors.New("stream")
		return nil
	}
	go func() {
		closed <- work() // want goroutine-leak-send medium
	}()
	<-closed
	<-closed
}
