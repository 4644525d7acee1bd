package clean

import (
	"io"
	"net"
	"os"
	"os/signal"
	"sync"
)

func interrupted() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	<-signals
}

func untilInterrupted() {
	interrupted()
	println("stopping")
}

func consume(group *sync.WaitGroup, quit chan struct{}) {
	group.Add(1)
	go func() {
		defer group.Done()
		<-quit
	}()
	<-quit
}

// Nobody waits before a signal has come: the helper receives on every path.
func runUntilSignal() {
	var group sync.WaitGroup
	quit := make(chan struct{})
	go consume(&group, quit)
	untilInterrupted()
	close(quit)
	group.Wait()
}

// The answer comes of a connection that has been counted.
func roundTrip(l net.Listener, request []byte) error {
	var served sync.WaitGroup
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			served.Add(1)
			go func() {
				defer served.Done()
				defer conn.Close()
				io.Copy(conn, conn)
			}()
		}
	}()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.Write(request); err != nil {
		return err
	}
	if _, err := conn.Read(request); err != nil {
		return err
	}
	served.Wait()
	return nil
}
