package clean

import (
	"sync"
	"time"
)

// The ticks never end, and so does what is sent.
func report(read func() int, show func(int)) {
	values := make(chan int, 8)
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		defer group.Done()
		for value := range values {
			show(value)
		}
	}()
	go func() {
		for range time.Tick(time.Second) {
			values <- read()
		}
	}()
	group.Wait()
}

// The same with a ticker.
func reportAll(read func() int, show func(int)) {
	values := make(chan int)
	var group sync.WaitGroup
	group.Go(func() {
		for value := range values {
			show(value)
		}
	})
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	go func() {
		for range ticker.C {
			values <- read()
		}
	}()
	group.Wait()
}
