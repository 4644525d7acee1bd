package clean

import (
	"sync"
	"testing"
)

// the test has failed by then
func TestConcurrent(t *testing.T) {
	read := func() error { return nil }
	var wg sync.WaitGroup
	wg.Add(2)
	for i := 0; i < 2; i++ {
		go func() {
			if err := read(); err != nil {
				t.Errorf("failed: %v", err)
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}
