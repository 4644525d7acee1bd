package used

import "time"

// A server goes round with it.
func Serve(stop <-chan struct{}) {
	for {
		Poll(stop)
	}
}

// The program calls it.
func Poll(stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
		}
	}
}

// Nothing names it, and no other module can.
func Unused(stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
		}
	}
}
