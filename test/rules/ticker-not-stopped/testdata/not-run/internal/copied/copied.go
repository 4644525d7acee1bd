package copied

import "time"

// Nothing imports this package, and no other module can.
func Spin(stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
		}
	}
}
