package restart

import "time"

// The loop that panicked is over when its deferred literal starts the next one.
func Watch() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				Watch()
			}
		}()
		for {
			time.Sleep(time.Second)
		}
	}()
}

func Sweep() { go sweep() }

func sweep() {
	defer func() {
		if r := recover(); r != nil {
			go sweep()
		}
	}()
	for {
		time.Sleep(time.Second)
	}
}

// The goroutine that is over is another one: the loop goes on.
func Poll() {
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
		}
	}()
	go func() {
		defer func() {
			if r := recover(); r != nil {
				Poll()
			}
		}()
		panic("over")
	}()
}

// Two take the place of one.
func Double() {
	go func() { // want goroutine-without-stop info high
		defer func() {
			for range 2 {
				Double()
			}
		}()
		for {
			time.Sleep(time.Second)
		}
	}()
}
