package basic

import "sync"

type drain struct {
	mu      sync.Mutex
	stopped chan struct{}
	left    int
}

func (d *drain) add() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.left++
	d.ensure() // want mutex-double-lock
}

// A case that is run in the same goroutine takes it again.
func (d *drain) ensure() {
	select {
	case <-d.stopped:
		d.sweep()
	default:
	}
}

func (d *drain) sweep() {
	d.mu.Lock()
	d.left--
	d.mu.Unlock()
}
