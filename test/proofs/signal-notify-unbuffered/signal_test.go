//go:build unix

// Package signalnotify shows a signal that is lost because its channel has no buffer and nobody is receiving yet.
package signalnotify

import (
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"
)

// arrives tells whether a signal that comes before the receive is there when the program is ready for it.
func arrives(t *testing.T, c chan os.Signal) bool {
	t.Helper()
	signal.Notify(c, syscall.SIGUSR1)
	defer signal.Stop(c)
	// when this one has it, the signal is being given out; Stop waits until it has been given to all
	witness := make(chan os.Signal, 1)
	signal.Notify(witness, syscall.SIGUSR1)
	if err := syscall.Kill(os.Getpid(), syscall.SIGUSR1); err != nil {
		t.Fatal(err)
	}
	select {
	case <-witness:
	case <-time.After(5 * time.Second):
		t.Fatal("the signal never came")
	}
	signal.Stop(witness)
	// the program is done with starting up
	select {
	case <-c:
		return true
	case <-time.After(200 * time.Millisecond):
		return false
	}
}

func TestSignalIsLostWithoutABuffer(t *testing.T) {
	if arrives(t, make(chan os.Signal)) {
		t.Error("the signal waited for its receiver, want it lost")
	}
}

func TestSignalWaitsInABufferOfOne(t *testing.T) {
	if !arrives(t, make(chan os.Signal, 1)) {
		t.Error("the signal is lost, want it to wait")
	}
}
