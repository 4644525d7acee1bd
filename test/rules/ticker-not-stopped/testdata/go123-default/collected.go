package later

import "time"

// collected once nobody can reach it: nothing is lost
func poll(stop <-chan struct{}, work func()) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-ticker.C:
			work()
		case <-stop:
			return
		}
	}
}
