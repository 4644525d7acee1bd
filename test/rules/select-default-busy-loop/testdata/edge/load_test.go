package edge

import (
	"runtime"
	"sync"
	"testing"
)

// load on the processors is all that these goroutines are there for
func TestUnderLoad(t *testing.T) {
	exit := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				select {
				case <-exit:
					return
				default:
					runtime.Gosched()
				}
			}
		}()
	}
	t.Log(runtime.NumGoroutine())
	close(exit)
	wg.Wait()
}

// this one waits for something
func TestWaits(t *testing.T) {
	results := make(chan int)
	exit := make(chan struct{})
	go func() {
		for {
			select { // want select-default-busy-loop
			case result := <-results:
				t.Log(result)
			case <-exit:
				return
			default:
				runtime.Gosched()
			}
		}
	}()
	results <- 1
	close(exit)
}
