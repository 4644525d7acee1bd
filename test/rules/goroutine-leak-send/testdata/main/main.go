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
}

func run() {
	done := make(chan int)
	go func() { done <- 1 }() // want goroutine-leak-send warning high
	select {
	case <-done:
	case <-time.After(time.Second):
	}
}
