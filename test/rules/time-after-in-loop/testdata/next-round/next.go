package next

import (
	"context"
	"time"
)

// The next round returns: one timer is left.
func untilEnd(ctx context.Context, work func() error) {
	for {
		if ctx.Err() != nil {
			return
		}
		if work() != nil {
			select {
			case <-time.After(time.Minute):
			case <-ctx.Done():
			}
			continue
		}
	}
}

func whileOpen(ctx context.Context, work func()) {
	for ctx.Err() == nil {
		work()
		select {
		case <-ctx.Done():
		case <-time.After(time.Minute):
		}
	}
}

func askedBefore(ctx context.Context, work func()) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		work()
		select {
		case <-ctx.Done():
		case <-time.After(time.Minute):
		}
	}
}

func flagged(stop <-chan struct{}, work func()) {
	isRunning := true
	for isRunning {
		work()
		select {
		case <-stop:
			isRunning = false
		case <-time.After(time.Minute):
		}
	}
}

// It is another context that ends the loop.
func ofOther(ctx, pause context.Context, work func()) {
	for ctx.Err() == nil {
		work()
		select {
		case <-pause.Done():
		case <-time.After(time.Minute): // want time-after-in-loop
		}
	}
}

// Each round has a context of its own.
func ofRound(ctx context.Context, work func(context.Context)) {
	for {
		round, cancel := context.WithTimeout(ctx, time.Second)
		if round.Err() != nil {
			cancel()
			return
		}
		work(round)
		select {
		case <-round.Done():
		case <-time.After(time.Minute): // want time-after-in-loop
		}
		cancel()
	}
}

// A message goes round again.
func withMessages(ctx context.Context, messages <-chan string, work func(string)) {
	for ctx.Err() == nil {
		select {
		case message := <-messages:
			work(message)
		case <-ctx.Done():
		case <-time.After(time.Minute): // want time-after-in-loop
		}
	}
}
