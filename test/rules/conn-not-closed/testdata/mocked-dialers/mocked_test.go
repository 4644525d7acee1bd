package dials

import (
	"testing"

	"example.com/dials/mocks"
)

// What the mock gives opens nothing.
func TestMocked(t *testing.T) {
	p := &pool{}
	conn, err := p.get(&mocks.Dialer{}, "127.0.0.1:1")
	if err != nil || conn == nil {
		t.Fatal(err)
	}
}
