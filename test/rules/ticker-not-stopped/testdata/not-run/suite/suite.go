package suite

import "time"

// No program imports it, and nothing names it.
func Watch(stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
		}
	}
}

// Names of what is measured.
var Names = []string{"a"}
