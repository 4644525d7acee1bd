package queue

import (
	"testing"
	"time"
)

// Switched off by its name, and called by nobody.
func XTestDelivery(t *testing.T) {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
}

// Not even go test takes it for a test: a small letter follows the prefix.
func Testing() {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
}

func TestDelivery(t *testing.T) {
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
		}
	}()
	deliver()
}

// A test calls it.
func deliver() {
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
		}
	}()
}

// The tests outside the package call it.
func Export() {
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
		}
	}()
}

// Without an output it is compiled and not run.
func ExampleExport_endless() {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
}

func ExampleExport() {
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
		}
	}()
	Export()
	// Output:
}

type suite struct{}

// A suite's tests are found by reflection.
func (s *suite) TestInSuite() {
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
		}
	}()
}
