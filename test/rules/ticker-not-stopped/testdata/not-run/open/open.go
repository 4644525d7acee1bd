// Package open is for other modules.
package open

import "time"

// Follow runs until it is stopped.
func Follow(stop <-chan struct{}) {
	poll(stop)
}

func poll(stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
		}
	}
}
