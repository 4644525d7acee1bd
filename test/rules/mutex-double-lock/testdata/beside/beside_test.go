package beside

import "testing"

// The writer that the state starts may be over.
func TestQuiet(t *testing.T) {
	s := &state{values: map[string]int{}}
	s.Run()
	s.RLock()
	defer s.RUnlock()
	if s.Get("a") > 3 { // want mutex-double-lock low
		t.Fatal("too many")
	}
}

func TestWriter(t *testing.T) {
	s := &state{values: map[string]int{}}
	s.Run()
	go s.Set("a", 1)
	s.RLock()
	defer s.RUnlock()
	if s.Get("a") > 3 { // want mutex-double-lock info high
		t.Fatal("too many")
	}
}
