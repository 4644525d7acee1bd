package rounds

import "time"

// The loop surely comes to its tenth round.
func half(work func(int)) {
	rounds := 20
	halfDone := make(chan bool)
	allDone := make(chan bool)
	go func() {
		for i := range rounds {
			work(i)
			if i == rounds/2 {
				halfDone <- true
			}
		}
		allDone <- true
	}()
	<-halfDone
	work(-1)
	<-allDone
}

// It goes on once, in the middle.
func once(work func(int) error) error {
	start, done := make(chan bool), make(chan error)
	go func() {
		<-start
		done <- work(0)
	}()
	n := 10_000
	for i := 0; i < n; i++ {
		work(i)
		if i == 222 {
			start <- true
		}
	}
	return <-done
}

// The round never comes.
func never(work func(int)) {
	halfDone := make(chan bool)
	allDone := make(chan bool)
	go func() {
		for i := range 20 {
			work(i)
			if i == 20 {
				halfDone <- true
			}
		}
		allDone <- true // want goroutine-leak-send info medium
	}()
	<-halfDone
	<-allDone
}

// Both channels are closed when it leaves.
func both(dial, read func() error) error {
	dialled, wasRead := make(chan error), make(chan error)
	go func() {
		defer close(dialled)
		if err := dial(); err != nil {
			dialled <- err
		}
	}()
	go func() {
		defer close(wasRead)
		if err := read(); err != nil {
			wasRead <- err
		}
	}()
	var first error
	var dialEnded, readEnded bool
	for {
		if dialEnded && readEnded {
			return first
		}
		select {
		case err, ok := <-dialled:
			dialEnded = !ok
			if err != nil {
				first = err
			}
		case err, ok := <-wasRead:
			readEnded = !ok
			if err != nil {
				first = err
			}
		}
	}
}

// One of the two is enough to leave.
func either(dial, read func() error) {
	dialled, wasRead := make(chan error), make(chan error)
	go func() {
		defer close(dialled)
		dialled <- dial() // want goroutine-leak-send high
	}()
	go func() {
		defer close(wasRead)
		wasRead <- read() // want goroutine-leak-send high
	}()
	var dialEnded, readEnded bool
	for {
		if dialEnded || readEnded {
			return
		}
		select {
		case _, ok := <-dialled:
			dialEnded = !ok
		case _, ok := <-wasRead:
			readEnded = !ok
		case <-time.After(time.Minute):
		}
	}
}
