package released

import (
	"sync"
	"testing"
	"time"
)

// The test unlocks what the goroutine has locked, so that its second Lock goes on.
func TestHandsOver(t *testing.T) {
	var mu sync.Mutex
	passed := make(chan struct{})
	go func() {
		mu.Lock()
		mu.Lock() // want mutex-double-lock info low
		mu.Unlock()
		close(passed)
	}()
	time.Sleep(time.Millisecond)
	mu.Unlock()
	<-passed
}

// Here the goroutine unlocks for the test.
func TestWaitsForGoroutine(t *testing.T) {
	var mu sync.Mutex
	mu.Lock()
	go func() {
		time.Sleep(time.Millisecond)
		mu.Unlock()
	}()
	mu.Lock()
	mu.Unlock()
}

// What the test unlocks it has locked itself.
func TestTakesTurns(t *testing.T) {
	var mu sync.Mutex
	go func() {
		mu.Lock()
		mu.Lock() // want mutex-double-lock warning high
		mu.Unlock()
	}()
	mu.Lock()
	time.Sleep(time.Millisecond)
	mu.Unlock()
}

// Another mutex is unlocked.
func TestOther(t *testing.T) {
	var mu, other sync.Mutex
	other.Lock()
	go func() {
		mu.Lock()
		mu.Lock() // want mutex-double-lock warning high
		mu.Unlock()
	}()
	other.Unlock()
}
