package ended

import (
	"context"
	"errors"
	"os"
	"time"
)

// The case that goes on has called what is deferred, the other one returns.
func watched(parent context.Context, start func(context.Context) <-chan error) error {
	for {
		ctx, cancel := context.WithTimeout(parent, 100*time.Millisecond)
		defer cancel()
		done := start(ctx)
		select {
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return errors.New("too slow")
			}
			return ctx.Err()
		case <-done:
			cancel()
			continue
		}
	}
}

// Each way on has called it, the one through the end of the body too.
func branches(parent context.Context, work func(context.Context) error, tries int) {
	for try := 0; try < tries; try++ {
		ctx, cancel := context.WithCancel(parent)
		defer cancel()
		if err := work(ctx); err != nil {
			cancel()
			continue
		}
		if ctx.Err() == nil {
			return
		}
		cancel()
	}
}

// One of the two cases that go on has not.
func missed(parent context.Context, start func(context.Context) <-chan error, ticks <-chan time.Time) error {
	for {
		ctx, cancel := context.WithCancel(parent)
		defer cancel() // want defer-in-loop warning high
		select {
		case <-ticks:
		case err := <-start(ctx):
			cancel()
			if err != nil {
				return err
			}
		}
	}
}

// What the condition leaves out stays open.
func sometimes(names []string, use func(*os.File) bool) error {
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close() // want defer-in-loop warning high
		if use(file) {
			file.Close()
		}
	}
	return nil
}
