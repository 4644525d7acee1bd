// Package awaited has functions that wait for what they start.
package awaited

import (
	"sync"
	"time"
)

// It comes back no sooner than its goroutines, which is never.
func Run() {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		for {
			time.Sleep(time.Second)
		}
	}()
	go tick(&wg)
	wg.Wait()
}

func tick(wg *sync.WaitGroup) {
	defer wg.Done()
	for range time.Tick(time.Second) {
	}
}

// What waits is itself a goroutine, which stays with it.
func Background() {
	go func() { // want goroutine-without-stop info high
		var wg sync.WaitGroup
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				time.Sleep(time.Second)
			}
		}()
		wg.Wait()
	}()
}

// The group hears of the beginning, not of the end.
func Ready() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want goroutine-without-stop info high
		wg.Done()
		for {
			time.Sleep(time.Second)
		}
	}()
	wg.Wait()
}

// One way out does not wait.
func Sometimes(wait bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want goroutine-without-stop info high
		defer wg.Done()
		for {
			time.Sleep(time.Second)
		}
	}()
	if wait {
		wg.Wait()
	}
}
