package basic

import (
	"context"
	"sync/atomic"
	"time"
)

func drain(jobs <-chan func(), stop <-chan struct{}) {
	for {
		select { // want select-default-busy-loop warning high
		case job := <-jobs:
			job()
		case <-stop:
			return
		default:
		}
	}
}

func one(ctx context.Context, jobs <-chan func()) error {
	for {
		select { // want select-default-busy-loop warning high
		case job := <-jobs:
			job()
		default:
			continue
		}
	}
}

func untilFlag(done *atomic.Bool, jobs <-chan func()) {
	for !done.Load() {
		select { // want select-default-busy-loop warning high
		case job := <-jobs:
			job()
		default:
		}
	}
}

func untilDeadline(ctx context.Context, jobs <-chan func()) {
	for {
		select { // want select-default-busy-loop warning high
		case job := <-jobs:
			job()
		default:
			if ctx.Err() != nil {
				return
			}
		}
	}
}

// the timer starts anew in each round and never fires
func timer(jobs <-chan func()) {
	for {
		select { // want select-default-busy-loop warning high
		case job := <-jobs:
			job()
		case <-time.After(time.Second):
			return
		default:
		}
	}
}

func send(out chan<- int, value int) {
	for {
		select { // want select-default-busy-loop warning high
		case out <- value:
			return
		default:
			// try again
		}
	}
}

func forever() {
	for {
		select { // want select-default-busy-loop warning high
		default:
		}
	}
}

func two(a, b <-chan int, use func(int)) {
	for {
		select { // want select-default-busy-loop warning high
		case v := <-a:
			use(v)
		default:
		}
		select {
		case v := <-b:
			use(v)
		default:
		}
	}
}

func inGoroutine(ctx context.Context, jobs <-chan func()) {
	go func() {
	loop:
		for {
			select { // want select-default-busy-loop warning high
			case <-ctx.Done():
				break loop
			case job := <-jobs:
				job()
			default:
			}
		}
	}()
}

type crate struct {
	boxes chan string
	least int
}

// there is the less to take the longer it goes round
func (c *crate) fill(put func(string)) {
	for len(c.boxes) < c.least {
		select { // want select-default-busy-loop
		case box := <-c.boxes:
			put(box)
		default:
		}
	}
}

// at least none is always there
func (c *crate) drain(put func(string)) {
	for len(c.boxes) >= c.least {
		select { // want select-default-busy-loop
		case box := <-c.boxes:
			put(box)
		default:
		}
	}
}
