package left

import (
	"context"
	"errors"
	"net/http"
	"os"
	"time"
)

var errGone = errors.New("gone")

// Whoever defers leaves the loop: both ask for the same error.
func first(ask func(context.Context) error, pause <-chan time.Time) error {
	var err error
	for range pause {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err = ask(ctx)
		if err == nil {
			defer cancel()
		}
		if err == nil || errors.Is(err, errGone) {
			break
		}
		cancel()
	}
	return err
}

// The other way round: the loop goes on when there is no error.
func every(ask func(context.Context) error, pause <-chan time.Time) error {
	var err error
	for range pause {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err = ask(ctx)
		if err == nil {
			defer cancel() // want defer-in-loop warning high
		}
		if err != nil {
			cancel()
			break
		}
	}
	return err
}

// The error of the question is not the one that is asked for behind it, which is that of an attempt.
func another(ask func(context.Context) error, note func() error, pause <-chan time.Time) error {
	for range pause {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err := ask(ctx)
		if err == nil {
			defer cancel() // want defer-in-loop hint low
		}
		err = note()
		if err == nil {
			break
		}
	}
	return nil
}

// A flag says it.
func flagged(names []string) (*http.Request, error) {
	for _, name := range names {
		f, err := os.Open(name)
		isThere := err == nil
		if isThere {
			defer f.Close()
		}
		if isThere {
			return http.NewRequest(http.MethodPost, "http://localhost", f)
		}
	}
	return nil, errGone
}
