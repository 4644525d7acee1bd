package edge

import (
	"runtime"
	"sync/atomic"
)

// it gives way, but it never waits
func yielding(jobs <-chan func(), stop <-chan struct{}) {
	for {
		select { // want select-default-busy-loop info high
		case job := <-jobs:
			job()
		case <-stop:
			return
		default:
			runtime.Gosched()
		}
	}
}

// another condition leaves the loop: without default nobody would ask for it
func asked(jobs <-chan func(), done *atomic.Bool) {
	for {
		if done.Load() {
			return
		}
		select { // want select-default-busy-loop warning high
		case job := <-jobs:
			job()
		default:
		}
	}
}

// without a buffer neither the send nor the receive can go while nobody else is there
func handOver(v int) int {
	values := make(chan int)
	go func() { <-values }()
	for {
		select { // want select-default-busy-loop warning high
		case values <- v:
			return v
		default:
			select {
			case <-values:
			default:
			}
		}
	}
}

// the receive is tried on some ways only
func sometimes(v int, drop bool) {
	values := make(chan int, 1)
	go func() { <-values }()
	for {
		select { // want select-default-busy-loop warning high
		case values <- v:
			return
		default:
		}
		if drop {
			select {
			case <-values:
			default:
			}
		}
	}
}

// the length of another channel
func otherLength(jobs, others chan func()) {
	for len(others) > 0 {
		select { // want select-default-busy-loop warning high
		case job := <-jobs:
			job()
		default:
		}
	}
}
