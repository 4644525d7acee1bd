package answered

import (
	"errors"
	"fmt"
)

var errNoQueue = errors.New("no queue")

type queue struct{ parts []func() error }

// It starts its goroutine only where it gives no error.
func flushLater(q *queue, flushed chan<- error) error {
	if q == nil {
		return errNoQueue
	}
	if len(q.parts) == 0 {
		return fmt.Errorf("nothing to flush of %d", cap(q.parts))
	}
	go func() {
		for _, part := range q.parts {
			if err := part(); err != nil {
				flushed <- err
				return
			}
		}
		flushed <- nil
	}()
	return nil
}

func flush(q *queue) error {
	flushed := make(chan error)
	err := flushLater(q, flushed)
	if err != nil {
		return err
	}
	return <-flushed
}

func flushInOne(q *queue) error {
	flushed := make(chan error)
	if err := flushLater(q, flushed); err != nil {
		return err
	}
	return <-flushed
}

// Here it gives one behind the start as well.
func flushEager(q *queue, flushed chan<- error) error {
	go func() {
		for _, part := range q.parts {
			if err := part(); err != nil {
				flushed <- err // want goroutine-leak-send
				return
			}
		}
		flushed <- nil
	}()
	if len(q.parts) == 0 {
		return errNoQueue
	}
	return nil
}

func flushBoth(q *queue) error {
	flushed := make(chan error)
	if err := flushEager(q, flushed); err != nil {
		return err
	}
	return <-flushed
}

// The error asked about is another one by then.
func flushTwice(q *queue, check func() error) error {
	flushed := make(chan error)
	err := flushOne(q, flushed)
	if q != nil {
		err = check()
	}
	if err != nil {
		return err
	}
	return <-flushed
}

func flushOne(q *queue, flushed chan<- error) error {
	if q == nil {
		return errNoQueue
	}
	go func() {
		flushed <- q.parts[0]() // want goroutine-leak-send
	}()
	return nil
}
