package fired

import (
	"context"
	"time"
)

// Only a timer that has fired comes round: the deferred call is all that adds up.
func retry(ctx context.Context, try func() bool) error {
	for !try() {
		timer := time.NewTimer(time.Second)
		defer timer.Stop() // want defer-in-loop hint
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func pause(try func() bool) {
	for !try() {
		timer := time.NewTimer(time.Second)
		defer timer.Stop() // want defer-in-loop hint
		<-timer.C
	}
}

// An answer comes round as well, with a timer that runs.
func ask(answers chan bool) {
	for {
		timer := time.NewTimer(time.Minute)
		defer timer.Stop() // want defer-in-loop warning
		select {
		case <-timer.C:
			return
		case done := <-answers:
			if done {
				return
			}
		}
	}
}

func again(try func() bool) {
	for !try() {
		timer := time.NewTimer(time.Second)
		defer timer.Stop() // want defer-in-loop warning
		<-timer.C
		timer.Reset(time.Minute)
	}
}

// A ticker goes on.
func tick(try func() bool) {
	for !try() {
		ticker := time.NewTicker(time.Second)
		defer ticker.Stop() // want defer-in-loop warning
		<-ticker.C
	}
}
