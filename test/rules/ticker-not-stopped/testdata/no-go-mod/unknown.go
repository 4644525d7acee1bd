package unknown

import "time"

func poll(stop <-chan struct{}, work func()) {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped info medium
	for {
		select {
		case <-ticker.C:
			work()
		case <-stop:
			return
		}
	}
}
