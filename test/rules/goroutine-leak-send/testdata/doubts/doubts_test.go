package doubts

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net"
	"testing"
	"time"
)

type frame struct{ Last bool }

// It goes on after an error, which the test would have failed with.
func TestGoesOn(t *testing.T) {
	local, remote := net.Pipe()
	defer local.Close()
	defer remote.Close()
	frames := make(chan frame)
	failed := make(chan error)
	go func() {
		decoder := json.NewDecoder(local)
		for {
			var next frame
			if err := decoder.Decode(&next); err != nil {
				if errors.Is(err, net.ErrClosed) {
					return
				}
				failed <- err // want goroutine-leak-send low
			}
			frames <- next // want goroutine-leak-send low
		}
	}()
	for {
		select {
		case err := <-failed:
			t.Fatal(err)
		case next := <-frames:
			if next.Last {
				return
			}
		}
	}
}

// What the reader reads from is closed, not the reader.
func TestWrapped(t *testing.T) {
	local, remote := net.Pipe()
	defer remote.Close()
	lines := make(chan string)
	reader := bufio.NewReader(local)
	go func() {
		for {
			line, err := reader.ReadString('\n')
			if err != nil {
				return
			}
			lines <- line // want goroutine-leak-send low
		}
	}()
	for line := range 3 {
		if text := <-lines; len(text) < line {
			break
		}
	}
	local.Close()
}

// The helper gives what it accepts on.
func listen(t *testing.T, accepted chan struct{}) (net.Listener, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				break
			}
			accepted <- struct{}{} // want goroutine-leak-send low
			conn.Close()
		}
	}()
	return listener, nil
}

func TestHelper(t *testing.T) {
	accepted := make(chan struct{})
	listener, _ := listen(t, accepted)
	defer listener.Close()
	<-accepted
}

// The error of the Close is sent.
func TestSendsError(t *testing.T) {
	local, remote := net.Pipe()
	defer local.Close()
	defer remote.Close()
	failed := make(chan error)
	frames := make(chan frame, 1)
	go func() {
		decoder := json.NewDecoder(local)
		for {
			var next frame
			if err := decoder.Decode(&next); err != nil {
				failed <- err // want goroutine-leak-send high
				return
			}
			frames <- next // want goroutine-leak-send low
		}
	}()
	select {
	case err := <-failed:
		t.Fatal(err)
	case <-frames:
	}
}

func work() error { return errors.New("late") }

// Nothing that the goroutine uses is closed: it waits for what it has started.
func TestWork(t *testing.T) {
	done := make(chan error)
	go func() {
		done <- work() // want goroutine-leak-send high
	}()
	select {
	case <-done:
	case <-time.After(time.Second):
	}
}

// Only where the work fails is there a value, and whether it does is what the test has set up.
func TestFailure(t *testing.T) {
	failed := make(chan error)
	go func() {
		if err := work(); err != nil {
			failed <- err // want goroutine-leak-send low
		}
	}()
	select {
	case <-time.After(time.Second):
	case err := <-failed:
		t.Fatal(err)
	}
}

// The cancel on the way out is what makes it fail.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	failed := make(chan error)
	go func() {
		if err := wait(ctx); err != nil {
			failed <- err // want goroutine-leak-send high
		}
	}()
	select {
	case <-time.After(time.Second):
	case <-failed:
	}
}

func wait(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

type stream struct{ onClose func() error }

// What is received may be the other's value, which a callee sends as often as it likes.
func TestMixed(t *testing.T) {
	closed := make(chan error)
	s := &stream{onClose: func() error {
		closed <- errors.New("stream")
		return nil
	}}
	go func() {
		closed <- s.onClose() // want goroutine-leak-send low
	}()
	select {
	case <-closed:
	case <-time.After(time.Second):
		t.Error("late")
	}
	select {
	case <-closed:
	case <-time.After(time.Second):
		t.Error("late")
	}
}

// Only the last value lets the test go on to its end, and then nobody else has one to send.
func TestAnswers(t *testing.T) {
	failed := make(chan error)
	go func() {
		if err := work(); err != nil {
			failed <- errors.New("work")
			return
		}
		failed <- nil
	}()
	select {
	case err := <-failed:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(time.Second):
		t.Fatal("late")
	}
}

// The error comes first, and the nil behind it has nobody left.
func TestContinues(t *testing.T) {
	failed := make(chan error)
	go func() {
		if err := work(); err != nil {
			failed <- errors.New("work")
		}
		failed <- nil // want goroutine-leak-send high
	}()
	if err := <-failed; err != nil {
		return
	}
}
