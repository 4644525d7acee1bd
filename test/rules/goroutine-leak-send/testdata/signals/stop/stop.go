package stop

import (
	"os"
	"os/signal"
	"time"
)

// OnSignal gives a channel that is closed when the process is asked to end.
func OnSignal() <-chan struct{} {
	stop := make(chan struct{})
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt)
	go func() {
		<-asked
		close(stop)
	}()
	return stop
}

// Soon gives a channel that is closed after a second.
func Soon() <-chan struct{} {
	stop := make(chan struct{})
	go func() {
		time.Sleep(time.Second)
		close(stop)
	}()
	return stop
}
