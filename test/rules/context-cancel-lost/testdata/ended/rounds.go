package ended

import (
	"context"
	"time"
)

// Each round waits for the end of its context.
func watch(parent context.Context, stop chan struct{}, kick func()) {
	for {
		tick, cancel := context.WithTimeout(parent, time.Second)
		select {
		case <-stop:
			cancel()
			return
		case <-tick.Done():
			kick()
		}
	}
}

// A round may also end before.
func watchMore(parent context.Context, stop, more chan struct{}, kick func()) {
	for {
		tick, cancel := context.WithTimeout(parent, time.Minute) // want context-cancel-lost
		select {
		case <-stop:
			cancel()
			return
		case <-more:
		case <-tick.Done():
			kick()
		}
	}
}

var newTick = func() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Second)
}

// What a variable makes is as short.
func watchMade(stop chan struct{}, kick func()) {
	for {
		tick, cancel := newTick()
		select {
		case <-stop:
			cancel()
			return
		case <-tick.Done():
			kick()
		}
	}
}
