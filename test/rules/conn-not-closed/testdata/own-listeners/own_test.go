package own

import (
	"net"
	"testing"
)

type pair struct {
	listener net.Listener
	conn     net.Conn
}

func listen(address string) (net.Listener, error) { return net.Listen("tcp", address) }

// Who has just opened the address reaches it.
func setUp(pairs chan<- *pair) {
	l, _ := listen("127.0.0.1:45123")
	conn, err := net.Dial("tcp", "127.0.0.1:45123")
	if err != nil {
		pairs <- nil
		return
	}
	pairs <- &pair{l, conn}
}

// Another address may not answer.
func setUpBoth(pairs chan<- *pair) {
	l, _ := listen("127.0.0.1:45124") // want conn-not-closed
	conn, err := net.Dial("tcp", "127.0.0.1:45125")
	if err != nil {
		pairs <- nil
		return
	}
	pairs <- &pair{l, conn}
}

func TestPairs(t *testing.T) {
	pairs := make(chan *pair)
	for _, start := range []func(chan<- *pair){setUp, setUpBoth} {
		go start(pairs)
		each := <-pairs
		if each == nil {
			t.Fatal("no connection")
		}
		each.conn.Close()
		each.listener.Close()
	}
}
