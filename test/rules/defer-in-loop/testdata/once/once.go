package once

import (
	"os"
	"time"
)

func byFlag(results <-chan int, limit time.Duration) int {
	isFirst := true
	var late <-chan time.Time
	for {
		if isFirst {
			isFirst = false
			timer := time.NewTimer(limit)
			late = timer.C
			defer timer.Stop()
		}
		select {
		case result := <-results:
			if result > 0 {
				return result
			}
		case <-late:
			return 0
		}
	}
}

func byNil(wanted func() bool, limit time.Duration) {
	var timer *time.Timer
	for wanted() {
		if timer == nil {
			timer = time.NewTimer(limit)
			defer timer.Stop()
		}
		<-timer.C
	}
}

func again(wanted func() bool, path string) error {
	isFirst := true
	for wanted() {
		if isFirst {
			isFirst = wanted()
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close() // want defer-in-loop
			f.Stat()
		}
	}
	return nil
}
