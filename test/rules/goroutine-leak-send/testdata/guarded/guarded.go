// Package guarded has one writer in flight at a time.
package guarded

import "errors"

type peer struct {
	queue chan int
	stop  chan struct{}
}

func (p *peer) write(n int) error {
	if n < 0 {
		return errors.New("negative")
	}
	return nil
}

// A writer that fails never lets another one start: done stays as it is.
func (p *peer) broadcast() {
	var (
		done chan struct{}
		fail = make(chan error, 1)
		next int
	)
	for {
		if done == nil && next > 0 {
			done = make(chan struct{})
			go func() {
				if err := p.write(next); err != nil {
					fail <- err
					return
				}
				close(done)
			}()
		}
		select {
		case next = <-p.queue:
		case <-done:
			done = nil
		case <-fail:
		case <-p.stop:
			return
		}
	}
}

// Each writer says that it is done, so that the next may start whether it failed or not.
func (p *peer) again() {
	var (
		done chan struct{}
		fail = make(chan error, 1)
		next int
	)
	for {
		if done == nil && next > 0 {
			done = make(chan struct{})
			go func() {
				defer close(done)
				if err := p.write(next); err != nil {
					fail <- err // want goroutine-leak-send warning high
					return
				}
			}()
		}
		select {
		case next = <-p.queue:
		case <-done:
			done = nil
		case <-fail:
		case <-p.stop:
			return
		}
	}
}

// Something else resets the guard.
func (p *peer) reset() {
	var (
		done chan struct{}
		fail = make(chan error, 1)
		next int
	)
	for {
		if done == nil && next > 0 {
			done = make(chan struct{})
			go func() {
				if err := p.write(next); err != nil {
					fail <- err // want goroutine-leak-send warning high
					return
				}
				close(done)
			}()
		}
		select {
		case next = <-p.queue:
			done = nil
		case <-done:
			done = nil
		case <-fail:
		case <-p.stop:
			return
		}
	}
}
