package main

import "log"

// Waiting for what never comes keeps main alive: told, not blamed.
func main() {
	forever := make(chan struct{})
	stop := make(chan struct{})
	go func() {
		select {
		case <-stop:
		}
	}()
	if len(forever) > 0 {
		log.Print("leaving")
		return
	}
	Serve(stop)
	select { // want select-blocks-forever info high
	case <-forever:
	}
}

// In a program nobody outside can call an exported function.
func Serve(stop chan struct{}) {
	go func() {
		select {
		case <-stop:
		}
	}()
	close(stop)
}

func Watch(done chan struct{}) {
	other := make(chan struct{})
	go func() {
		select { // want select-blocks-forever warning high
		case <-done:
		case <-other:
		}
	}()
}

func init() {
	Watch(make(chan struct{}))
}
