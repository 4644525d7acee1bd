package tried

import "testing"

func TestAnswer(t *testing.T) {
	if Answer("nowhere") == nil {
		t.Fatal("no error")
	}
}
