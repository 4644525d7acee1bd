package skipped

import "testing"

// Only a test calls it that ends before.
func compete() int {
	numbers := make(chan int)
	go func() {
		for {
			numbers <- 1
		}
	}()
	return <-numbers
}

func TestSkipped(t *testing.T) {
	t.Skip("it takes hours")
	compete()
}

func rival() int {
	numbers := make(chan int)
	go func() {
		for {
			numbers <- 1 // want goroutine-leak-send warning high
		}
	}()
	return <-numbers
}

func TestShort(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes hours")
	}
	rival()
}
