package held

import (
	"os"
	"time"
)

// rotate closes, by what it has deferred, the file that a variable gets later.
func rotate(done <-chan struct{}, ticks <-chan time.Time) {
	var current *os.File
	defer func() {
		if current != nil {
			current.Close()
		}
	}()
	for {
		if current != nil {
			current.Close()
			current = nil
		}
		next, err := os.CreateTemp("", "log")
		if err != nil {
			return
		}
		current = next
		select {
		case <-done:
			return
		case <-ticks:
		}
	}
}

// rotateTooLate gives the variable a file that it leaves to nobody on the way out before.
func rotateTooLate(done <-chan struct{}, isEnough func(string) bool) {
	var current *os.File
	defer func() {
		if current != nil {
			current.Close()
		}
	}()
	next, err := os.CreateTemp("", "log") // want file-not-closed
	if err != nil {
		return
	}
	if isEnough(next.Name()) {
		return
	}
	current = next
	<-done
}

// forget takes the variable's file away before the deferred function looks.
func forget(done <-chan struct{}) {
	var current *os.File
	defer func() {
		if current != nil {
			current.Close()
		}
	}()
	next, err := os.CreateTemp("", "log") // want file-not-closed
	if err != nil {
		return
	}
	current = next
	<-done
	current = nil
}
