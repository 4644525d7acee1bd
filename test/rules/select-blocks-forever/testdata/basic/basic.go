package basic

import "context"

// The other half of the only case is missing.
func neverSent() {
	done := make(chan struct{})
	go func() {
		select { // want select-blocks-forever warning high
		case <-done:
		}
	}()
}

func neverReceived() {
	results := make(chan int)
	go func() {
		select { // want select-blocks-forever warning high
		case results <- 1:
		}
	}()
}

func neverMade() {
	var done chan struct{}
	go func() {
		select { // want select-blocks-forever warning high
		case <-done:
		}
	}()
}

func severalCases() {
	first := make(chan int)
	second := make(chan int)
	go func() {
		select { // want select-blocks-forever warning high
		case <-first:
		case second <- 1:
		}
	}()
}

// One case ends; the others do not matter.
func oneOfThemIsReceived() int {
	first := make(chan int)
	second := make(chan int)
	go func() {
		select {
		case <-first:
		case second <- 1:
		}
	}()
	return <-second
}

// Background is never cancelled: its Done is nil.
func backgroundNeverEnds() {
	ctx := context.WithValue(context.Background(), key{}, 1)
	go func() {
		select { // want select-blocks-forever warning high
		case <-ctx.Done():
		}
	}()
}

type key struct{}

// A wait in disguise: nobody else is seen, so it is told, not proved.
func Wait(done <-chan struct{}) {
	select { // want select-blocks-forever info high
	case <-done:
	}
}

// Nothing calls it: the parameter may be answered, the local channel cannot.
func started(in chan int) {
	out := make(chan int)
	go func() {
		for {
			select { // want select-blocks-forever info medium
			case v := <-in:
				_ = v
			case out <- 1:
			}
		}
	}()
}

func startedWithStop(in <-chan int, stop <-chan struct{}) {
	go func() {
		for {
			select {
			case <-in:
			case <-stop:
				return
			}
		}
	}()
}
