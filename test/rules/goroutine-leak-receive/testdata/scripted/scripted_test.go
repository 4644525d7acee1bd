package scripted

import (
	"slices"
	"testing"
)

// How often a round sends, the numbers say that the test has chosen.
func TestSwitches(t *testing.T) {
	switches := make(chan struct{})
	at := []int{3, 5}
	events := make(chan int, 10)
	go func() {
		for i := range 10 {
			if slices.Contains(at, i) {
				switches <- struct{}{}
			}
			events <- i
		}
	}()
	go func() {
		<-switches // want goroutine-leak-receive low
		t.Log("first")
		<-switches
		t.Log("second")
	}()
	if <-events != 0 {
		t.Error("the first event is not 0")
	}
}

// Nothing chooses whether it is sent: once.
func TestOnce(t *testing.T) {
	switches := make(chan struct{})
	events := make(chan int, 10)
	go func() {
		switches <- struct{}{}
		for i := range 10 {
			events <- i
		}
	}()
	go func() {
		<-switches
		<-switches // want goroutine-leak-receive warning high
		t.Log("second")
	}()
	if <-events != 0 {
		t.Error("the first event is not 0")
	}
}

// However much is sent, nobody closes the channel.
func TestRange(t *testing.T) {
	switches := make(chan int)
	at := []int{3, 5}
	events := make(chan int, 10)
	go func() {
		for i := range 10 {
			if slices.Contains(at, i) {
				switches <- i
			}
			events <- i
		}
	}()
	go func() {
		for each := range switches { // want goroutine-leak-receive warning high
			t.Log(each)
		}
	}()
	if <-events != 0 {
		t.Error("the first event is not 0")
	}
}

// However much is sent, there is one more receive.
func TestLoop(t *testing.T) {
	switches := make(chan int)
	at := []int{3, 5}
	events := make(chan int, 10)
	go func() {
		for i := range 10 {
			if slices.Contains(at, i) {
				switches <- i
			}
			events <- i
		}
	}()
	go func() {
		for {
			t.Log(<-switches) // want goroutine-leak-receive warning high
		}
	}()
	if <-events != 0 {
		t.Error("the first event is not 0")
	}
}
