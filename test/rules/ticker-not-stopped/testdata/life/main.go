package main

import (
	"log"
	"time"
)

var heartbeat = time.Tick(time.Second)

// the end of the process stops it
func main() {
	go forever(func() {})
	go endless(func() {})
	(&watcher{}).run(make(chan bool))
	ticker := time.NewTicker(time.Second)
	for range ticker.C {
		if done() {
			return
		}
	}
}

func done() bool { return true }

// a function that never returns needs its ticker for ever
func forever(work func()) {
	for range time.Tick(time.Second) {
		work()
	}
}

func endless(work func()) {
	ticker := time.NewTicker(time.Second)
	for range ticker.C {
		work()
	}
}

func waiting(events <-chan int) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-ticker.C:
		case <-events:
		}
	}
}

func fatal(events <-chan int) {
	tick := time.Tick(time.Second)
	for {
		select {
		case <-tick:
		case <-events:
			log.Fatal("over")
		}
	}
}

type watcher struct{ seen int }

// main alone runs it, once
func (w *watcher) run(stop <-chan bool) {
	tick := time.Tick(time.Second) // want ticker-not-stopped hint low
	for {
		select {
		case <-tick:
			w.seen++
		case <-stop:
			return
		}
	}
}
