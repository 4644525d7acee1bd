// Package sampler is for the programs of other modules.
package sampler

import "time"

var every time.Duration

// A second call would replace what the first has set: it sets up the process.
func Begin(interval time.Duration) {
	every = interval
	go func() { // want goroutine-without-stop hint low
		for {
			time.Sleep(every)
		}
	}()
}

// Not even this module names it.
func Sample(interval time.Duration, take func()) {
	go func() { // want goroutine-without-stop hint low
		for {
			time.Sleep(interval)
			take()
		}
	}()
}
