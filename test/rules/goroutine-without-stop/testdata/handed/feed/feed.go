package feed

import (
	"time"

	"example.com/handed/run"
)

type Feed struct{ items []string }

func (f *Feed) Begin() { go run.Safely(f.poll) }

func (f *Feed) Serve() { run.Safely(f.answer) }

func (f *Feed) poll() {
	for { // want goroutine-without-stop hint low
		time.Sleep(time.Second)
		clear(f.items)
	}
}

func (f *Feed) answer() { go f.trim() }

func (f *Feed) trim() {
	for { // want goroutine-without-stop info high
		time.Sleep(time.Second)
		clear(f.items)
	}
}
