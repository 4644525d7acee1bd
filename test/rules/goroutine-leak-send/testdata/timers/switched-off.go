package timers

import (
	"errors"
	"time"
)

// The ticks are switched off while a probe is under way, so that the buffer always has room for its answer.
func watch(probe func() error, limit, pause time.Duration) error {
	answers := make(chan error, 1)
	ask := func() { answers <- probe() }
	end := time.NewTimer(limit)
	defer end.Stop()
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	var ticks <-chan time.Time
	go ask()
	for {
		select {
		case <-end.C:
			return nil
		case <-ticks:
			ticks = nil
			go ask()
		case err := <-answers:
			if err != nil {
				return err
			}
			ticks = ticker.C
		}
	}
}

// The same for work that somebody else gives.
func drain(work <-chan int, do func(int) error, limit time.Duration) error {
	answers := make(chan error, 1)
	end := time.NewTimer(limit)
	defer end.Stop()
	more := work
	for {
		select {
		case <-end.C:
			return errors.New("late")
		case item := <-more:
			more = nil
			go func() { answers <- do(item) }()
		case err := <-answers:
			if err != nil {
				return err
			}
			more = work
		}
	}
}

// Nothing switches the ticks off once the first probe is over: two more may be under way when the time is up.
func watchAll(probe func() error, limit, pause time.Duration) error {
	answers := make(chan error, 1)
	end := time.NewTimer(limit)
	defer end.Stop()
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	var ticks <-chan time.Time
	go func() { answers <- probe() }()
	for {
		select {
		case <-end.C:
			return nil
		case <-ticks:
			go func() { answers <- probe() }() // want goroutine-leak-send
		case err := <-answers:
			if err != nil {
				return err
			}
			ticks = ticker.C
		}
	}
}
