// Package sizes knows how large files are.
package sizes

import (
	"os"
	"sync"
	"time"
)

var (
	mu    sync.Mutex
	known = map[string]int64{}
)

// Add takes a file up.
func Add(name string) {
	mu.Lock()
	defer mu.Unlock()
	known[name] = 0
}

// Poll asks again and again.
func Poll() {
	for {
		time.Sleep(time.Minute)
		mu.Lock()
		for name := range known {
			if info, err := os.Stat(name); err == nil {
				known[name] = info.Size()
			}
		}
		mu.Unlock()
	}
}

// Sweep forgets what is gone.
func Sweep() {
	for { // want goroutine-without-stop
		time.Sleep(time.Hour)
		mu.Lock()
		for name := range known {
			if _, err := os.Stat(name); os.IsNotExist(err) {
				delete(known, name)
			}
		}
		mu.Unlock()
	}
}
