package scripted

import (
	"net"
	"testing"
)

// One connection in each round, and one value for each connection.
func TestEachConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	next := make(chan int)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				<-next // want goroutine-leak-receive low
				conn.Write([]byte("done"))
			}()
		}
	}()
	for i := range 10 {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		next <- i
		conn.Close()
	}
}

// A value for the first alone: the others wait.
func TestFirstConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	next := make(chan int)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				<-next // want goroutine-leak-receive warning high
				conn.Write([]byte("done"))
			}()
		}
	}()
	for range 10 {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		conn.Close()
	}
	next <- 1
}
