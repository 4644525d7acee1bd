package edge

import (
	"net"
	"sync"
)

// drain takes what is there, and may wait for nothing.
func drain(left <-chan int) int {
	for n := 0; ; n++ {
		select {
		case <-left:
		default:
			return n
		}
	}
}

func sometimes(left <-chan int, wanted bool) {
	if wanted {
		<-left
	}
}

func withoutWaiting(left <-chan int, job func()) {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1) // want waitgroup-add-in-goroutine warning high
		defer wg.Done()
		job()
	}()
	drain(left)
	sometimes(left, false)
	wg.Wait()
}

// The answer comes from elsewhere: the goroutine may not have begun.
func otherPeer(conn net.Conn, job func()) {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1) // want waitgroup-add-in-goroutine warning high
		defer wg.Done()
		job()
	}()
	buffer := make([]byte, 16)
	if _, err := conn.Read(buffer); err != nil {
		return
	}
	wg.Wait()
}
