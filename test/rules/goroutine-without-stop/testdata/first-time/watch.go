// Package watch keeps the sizes of files up to date.
package watch

import (
	"sync"

	"example.com/watch/sizes"
)

var (
	mu       sync.Mutex
	isPolled bool
	isSwept  bool
)

// Use is called for each change of the configuration; its first call starts what lasts as long as the process.
func Use(name string) {
	mu.Lock()
	defer mu.Unlock()
	sizes.Add(name)
	if isPolled == false {
		go sizes.Poll()
		isPolled = true
	}
	if !isSwept {
		isSwept = true
		go sizes.Sweep()
	}
}

// Reset lets the next call of Use start a second goroutine beside the first one.
func Reset() {
	mu.Lock()
	defer mu.Unlock()
	isSwept = false
}
