package guarded

import (
	"errors"
	"time"
)

var errLeft = errors.New("left")

// Only a serve that does not come back leaves the flag unset: one of the two sends happens.
func answerOnce(serve func() error, limit time.Duration) error {
	answers := make(chan error, 1)
	go func() {
		var returned bool
		defer func() {
			if !returned {
				answers <- errLeft
			}
		}()
		answers <- serve()
		returned = true
	}()
	select {
	case err := <-answers:
		return err
	case <-time.After(limit):
		return nil
	}
}

// The flag says something else: an answer and the error may both be sent.
func answerTwice(serve func() (bool, error), limit time.Duration) error {
	answers := make(chan error, 1)
	go func() {
		var isSure bool
		defer func() {
			if !isSure {
				answers <- errLeft // want goroutine-leak-send
			}
		}()
		sure, err := serve()
		answers <- err
		isSure = sure
	}()
	select {
	case err := <-answers:
		return err
	case <-time.After(limit):
		return nil
	}
}
