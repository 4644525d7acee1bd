package peers

import (
	"net"
	"testing"
)

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected: %v", err)
	}
}

// One client connects, and one value is received: for a second one the goroutine waits in Accept.
func TestOneClient(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	noError(t, err)
	accepted := make(chan net.Conn)
	go func() {
		for {
			conn, err := l.Accept()
			noError(t, err)
			accepted <- conn
		}
	}()
	client, err := net.Dial("tcp", l.Addr().String())
	noError(t, err)
	server := <-accepted
	server.Close()
	client.Close()
}

// Nobody else has to do anything for the next value.
func TestNumbers(t *testing.T) {
	numbers := make(chan int)
	go func() {
		for n := 0; ; n++ {
			_, err := net.LookupPort("tcp", "http")
			noError(t, err)
			numbers <- n // want goroutine-leak-send
		}
	}()
	if n := <-numbers; n != 0 {
		t.Errorf("got %d", n)
	}
}
