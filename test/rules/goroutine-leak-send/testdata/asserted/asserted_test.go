package asserted

import (
	"errors"
	"testing"
	"time"

	"example.com/asserted/check"

	"github.com/stretchr/testify/require"
)

// When time is up the test ends at the comparison.
func TestByHelper(t *testing.T) {
	answers := make(chan error)
	go func() { answers <- serve() }()
	var isLate bool
	select {
	case err := <-answers:
		t.Log(err)
	case <-time.After(2 * time.Second):
		isLate = true
	}
	check.Same(t, false, isLate)
	t.Log("served")
}

func TestByRequire(t *testing.T) {
	answers := make(chan int)
	go func() { answers <- 1 }()
	isLate := false
	select {
	case <-answers:
	case <-time.After(2 * time.Second):
		isLate = true
	}
	require.False(t, isLate)
	t.Log("served")
}

// The test goes on.
func TestGoesOn(t *testing.T) {
	answers := make(chan error)
	go func() { answers <- serve() }() // want goroutine-leak-send
	isLate := false
	select {
	case <-answers:
	case <-time.After(2 * time.Second):
		isLate = true
	}
	if isLate {
		t.Log("late")
	}
}

// What is compared has nothing to do with it.
func TestOther(t *testing.T) {
	answers := make(chan error)
	go func() { answers <- serve() }() // want goroutine-leak-send
	isLate := false
	isSeen := false
	select {
	case <-answers:
		isSeen = true
	case <-time.After(2 * time.Second):
		isLate = true
	}
	check.Same(t, true, isSeen || isLate)
}

func serve() error { return errors.New("no") }
