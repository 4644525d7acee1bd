package signals

import (
	"testing"
	"time"

	"example.com/signals/stop"
)

// While the test runs nothing closes what the goroutine waits for.
func TestKeepsRunning(t *testing.T) {
	asked := stop.OnSignal()
	done := make(chan bool)
	go func() {
		run(func() bool { return true }, asked)
		done <- true // want goroutine-leak-send low
	}()
	select {
	case <-time.After(time.Second):
	case <-done:
		t.Fatal("it has ended")
	}
}

// This one is closed soon.
func TestEndsSoon(t *testing.T) {
	soon := stop.Soon()
	done := make(chan bool)
	go func() {
		run(func() bool { return true }, soon)
		done <- true // want goroutine-leak-send warning high
	}()
	select {
	case <-time.After(time.Second):
	case <-done:
		t.Fatal("it has ended")
	}
}

// This function does not wait for it.
func TestLooksOnce(t *testing.T) {
	asked := stop.OnSignal()
	done := make(chan bool)
	go func() {
		runAtOnce(func() bool { return false }, asked)
		done <- true // want goroutine-leak-send warning high
	}()
	select {
	case <-time.After(time.Second):
	case <-done:
		t.Fatal("it has ended")
	}
}
