package rounds

import (
	"errors"
	"io"
)

var errGone = errors.New("gone")

// Two sides report, one of them twice over, to one place: the owner takes the first and leaves.
func joined(one, other io.ReadWriter) error {
	failed := make(chan error, 1)
	go pass(one, other, failed)
	go passSlowly(other, one, failed)
	if err := <-failed; errors.Is(err, errGone) {
		return err
	}
	return nil
}

func pass(from io.Reader, to io.Writer, failed chan<- error) {
	if _, err := io.Copy(to, from); err != nil {
		failed <- err // want goroutine-leak-send
	}
}

func passSlowly(from io.Reader, to io.Writer, failed chan<- error) {
	over := make(chan struct{})
	go func() {
		defer close(over)
		if _, err := io.Copy(io.Discard, from); err != nil {
			failed <- err // want goroutine-leak-send
		}
	}()
	if _, err := to.Write([]byte{0}); err != nil {
		failed <- err // want goroutine-leak-send
		return
	}
	<-over
}
