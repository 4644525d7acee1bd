package main

import (
	"net/http"
	"time"
)

// A command lives as long as its loops.
func main() {
	go report()
	setUp()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		go func() { // want goroutine-without-stop warning high
			for {
				time.Sleep(time.Second)
			}
		}()
	})
	_ = http.ListenAndServe("localhost:8080", nil)
}

func setUp() {
	go func() {
		for range time.Tick(time.Second) {
		}
	}()
}

func report() {
	for {
		time.Sleep(time.Second)
	}
}
