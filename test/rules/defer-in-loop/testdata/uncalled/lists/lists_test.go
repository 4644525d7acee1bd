package lists

import "testing"

func TestSorted(t *testing.T) {
	if names, err := Sorted(); err != nil || len(names) > 0 {
		t.Error(names, err)
	}
}
