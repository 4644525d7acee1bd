package timers

import (
	"context"
	"time"
)

// idle has fired and was drained: nothing comes from it until it is set.
func idle() *time.Timer {
	timer := time.NewTimer(0)
	<-timer.C
	return timer
}

// The attempt is made again only when the last one has been received, so that there is one at most.
func repeat(ctx context.Context, attempt func(context.Context) error) {
	ended := make(chan error)
	start := func() {
		go func() {
			ended <- attempt(ctx)
		}()
	}
	start()
	resting := false
	pause := idle()
	for {
		select {
		case err := <-ended:
			println(err.Error())
			resting = true
			pause = time.NewTimer(time.Second)
		case <-pause.C:
			start()
			resting = false
		case <-ctx.Done():
			if !resting {
				<-ended
			}
			return
		}
	}
}

// The same with the channel alone, nil until an attempt has ended.
func repeatAfter(ctx context.Context, attempt func(context.Context) error) {
	ended := make(chan error)
	start := func() {
		go func() {
			ended <- attempt(ctx)
		}()
	}
	start()
	resting := false
	var again <-chan time.Time
	for {
		select {
		case <-ended:
			resting = true
			again = time.After(time.Second)
		case <-again:
			again = nil
			start()
			resting = false
		case <-ctx.Done():
			if !resting {
				<-ended
			}
			return
		}
	}
}

// Stopped in place, and set again.
func repeatReset(ctx context.Context, attempt func(context.Context) error) {
	ended := make(chan error)
	start := func() {
		go func() {
			ended <- attempt(ctx)
		}()
	}
	start()
	resting := false
	pause := time.NewTimer(time.Hour)
	pause.Stop()
	for {
		select {
		case <-ended:
			resting = true
			pause.Reset(time.Second)
		case <-pause.C:
			start()
			resting = false
		case <-ctx.Done():
			if !resting {
				<-ended
			}
			return
		}
	}
}

// The timer runs from the start: a second attempt is made while the first one is on its way.
func overlap(ctx context.Context, attempt func(context.Context) error) {
	ended := make(chan error)
	start := func() {
		go func() {
			ended <- attempt(ctx) // want goroutine-leak-send
		}()
	}
	start()
	resting := false
	pause := time.NewTimer(time.Second)
	for {
		select {
		case <-ended:
			resting = true
			pause = time.NewTimer(time.Second)
		case <-pause.C:
			start()
			resting = false
		case <-ctx.Done():
			if !resting {
				<-ended
			}
			return
		}
	}
}

// Somebody else sets the timer, at any time.
func shared(ctx context.Context, attempt func(context.Context) error, wake func(*time.Timer)) {
	ended := make(chan error)
	start := func() {
		go func() {
			ended <- attempt(ctx) // want goroutine-leak-send
		}()
	}
	start()
	resting := false
	pause := idle()
	wake(pause)
	for {
		select {
		case <-ended:
			resting = true
		case <-pause.C:
			start()
			resting = false
		case <-ctx.Done():
			if !resting {
				<-ended
			}
			return
		}
	}
}

// Nobody receives when the context ends first.
func once(ctx context.Context, attempt func(context.Context) error) error {
	ended := make(chan error)
	pause := idle()
	go func() {
		ended <- attempt(ctx) // want goroutine-leak-send
	}()
	select {
	case err := <-ended:
		return err
	case <-pause.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
