// Package hub has what a process runner runs: some once in the life of the process, some for each peer.
package hub

import (
	"net"
	"os"
	"time"

	"github.com/tedsuo/ifrit"
)

type Board struct{ names []string }

// Run is called once, by the runner that main starts.
func (b *Board) Run(signals <-chan os.Signal, ready chan<- struct{}) error {
	b.Schedule()
	close(ready)
	<-signals
	return nil
}

func (b *Board) Schedule() {
	go func() {
		for {
			time.Sleep(time.Second)
			println(len(b.names))
		}
	}()
}

type Clock struct{ ticks int }

func (c *Clock) Run(signals <-chan os.Signal, ready chan<- struct{}) error {
	go c.count()
	close(ready)
	<-signals
	return nil
}

func (c *Clock) count() {
	for range time.Tick(time.Second) {
		c.ticks++
	}
}

type Session struct{ peer net.Conn }

// Run is called for each peer.
func (s *Session) Run(signals <-chan os.Signal, ready chan<- struct{}) error {
	go s.watch()
	close(ready)
	<-signals
	return nil
}

func (s *Session) watch() {
	for { // want goroutine-without-stop info high
		time.Sleep(time.Second)
		println(s.peer.RemoteAddr().String())
	}
}

func Accept(listener net.Listener) error {
	for {
		peer, err := listener.Accept()
		if err != nil {
			return err
		}
		ifrit.Background(&Session{peer: peer})
	}
}
