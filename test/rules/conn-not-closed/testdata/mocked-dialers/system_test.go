package dials

import (
	"testing"

	"example.com/dials/dialers"
)

// The dialer of the system does.
func TestSystem(t *testing.T) {
	p := &pool{}
	conn, err := p.get(dialers.System{}, "127.0.0.1:1") // want conn-not-closed
	if err != nil || conn == nil {
		t.Fatal(err)
	}
}
