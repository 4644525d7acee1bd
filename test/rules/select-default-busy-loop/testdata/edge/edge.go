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
