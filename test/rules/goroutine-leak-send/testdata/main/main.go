package main

import "time"

// When main returns, nothing is left behind.
func main() {
	done := make(chan int)
	go func() { done <- 1 }()
	select {
	case <-done:
	case <-time.After(time.Second):
	}
	run()
	each([]string{"a", "b"})
}

// It runs once: what stays behind does not add up.
func run() {
	done := make(chan int)
	go func() { done <- 1 }() // want goroutine-leak-send low
	select {
	case <-done:
	case <-time.After(time.Second):
	}
}

// It runs for each name.
func each(names []string) {
	for range names {
		try()
	}
}

func try() {
	done := make(chan int)
	go func() { done <- 1 }() // want goroutine-leak-send warning high
	select {
	case <-done:
	case <-time.After(time.Second):
	}
}
