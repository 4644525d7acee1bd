package later

import "time"

// collected once nobody can reach it
func poll(stop <-chan struct{}, work func()) {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped hint low
	for {
		select {
		case <-ticker.C:
			work()
		case <-stop:
			return
		}
	}
}

// "there is no longer any reason to prefer NewTicker when Tick will do"
func counted(n int) {
	for range time.Tick(time.Second) {
		n--
		if n == 0 {
			return
		}
	}
}
