package main

import (
	"errors"
	"fmt"
	"os"
	"time"
)

var start = run

func main() {
	if err := start(make(chan struct{})); err != nil {
		fmt.Println(err)
	}
	for {
		if err := poll(make(chan struct{})); err != nil {
			fmt.Println(err)
		}
	}
}

// What is behind it goes round for ever.
func run(stop <-chan struct{}) error {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped hint low
	for {
		select {
		case <-ticker.C:
			if len(os.Args) > 5 {
				last()
				os.Exit(0)
			}
		case <-stop:
			return errors.New("stopped")
		}
	}
}

// It comes to an end with the process.
func last() {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped low
	<-ticker.C
}

// It is called again and again.
func poll(stop <-chan struct{}) error {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped warning high
	for {
		select {
		case <-ticker.C:
			fmt.Println("tick")
		case <-stop:
			return nil
		}
	}
}
