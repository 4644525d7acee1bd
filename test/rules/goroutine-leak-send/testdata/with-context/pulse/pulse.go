package pulse

import (
	"context"
	"errors"
	"fmt"
	"time"
)

type Reader struct{ names []string }

// Both sides end with the context, and the channel has room for the beat that comes late.
func beats(ctx context.Context, every time.Duration) <-chan time.Time {
	out := make(chan time.Time, 1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case now := <-time.After(every):
				out <- now // want goroutine-leak-send low
			}
		}
	}()
	return out
}

func (r *Reader) Begin(ctx context.Context, every time.Duration) {
	out := beats(ctx, every)
	go r.follow(ctx, out)
}

func (r *Reader) follow(ctx context.Context, beats <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-beats:
			r.names = append(r.names, now.String())
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
			}
		}
	}
}

// Without room a late beat has nobody.
func tightBeats(ctx context.Context, every time.Duration) <-chan time.Time {
	out := make(chan time.Time)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case now := <-time.After(every):
				out <- now // want goroutine-leak-send high
			}
		}
	}()
	return out
}

func (r *Reader) BeginTight(ctx context.Context, every time.Duration) {
	out := tightBeats(ctx, every)
	go r.follow(ctx, out)
}

var errReplaced = errors.New("replaced")

// The one before is over when the next one starts.
func Connect(ctx context.Context, dial func(context.Context) error) error {
	failed := make(chan error, 1)
	try := func(ctx context.Context) {
		go func() {
			failed <- dial(ctx) // want goroutine-leak-send low
		}()
	}
	each, cancel := context.WithCancelCause(ctx)
	try(each)
	for {
		select {
		case err := <-failed:
			return err
		case <-time.After(time.Second):
			cancel(errReplaced)
			each, cancel = context.WithCancelCause(ctx)
			try(each)
		}
	}
}

// Here all go on.
func ConnectAll(ctx context.Context, dial func(context.Context) error) error {
	failed := make(chan error, 1)
	try := func(ctx context.Context) {
		go func() {
			failed <- dial(ctx) // want goroutine-leak-send high
		}()
	}
	try(ctx)
	for {
		select {
		case err := <-failed:
			return err
		case <-time.After(time.Second):
			try(ctx)
		}
	}
}

// The program watches once, and its context ends with it.
func (r *Reader) Watch(ctx context.Context) error {
	changes := make(chan string)
	if err := r.monitor(ctx, changes); err != nil {
		return fmt.Errorf("monitor: %w", err)
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case name := <-changes:
			r.names = append(r.names, name)
		}
	}
}

func (r *Reader) monitor(ctx context.Context, changes chan<- string) error {
	if len(r.names) == 0 {
		return errors.New("nothing to watch")
	}
	go func() {
		for ctx.Err() == nil {
			time.Sleep(time.Second)
			changes <- r.names[0] // want goroutine-leak-send low
		}
	}()
	return nil
}
