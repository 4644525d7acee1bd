package edge

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// the signal must come between the two statements
func atOnce() {
	quit := make(chan os.Signal)
	signal.Notify(quit, syscall.SIGTERM) // want signal-notify-unbuffered info high
	<-quit
}

func atOnceNamed() {
	quit := make(chan os.Signal)
	signal.Notify(quit, os.Interrupt) // want signal-notify-unbuffered info high
	signal.Notify(quit, syscall.SIGTERM)
	defer signal.Stop(quit)
	s := <-quit
	fmt.Println(s)
}

func atOnceOr(done <-chan struct{}) {
	quit := make(chan os.Signal)
	signal.Notify(quit, syscall.SIGTERM) // want signal-notify-unbuffered info high
	select {
	case <-quit:
	case <-done:
	}
}

// a second signal comes while the first is worked on
func twice(work func()) {
	quit := make(chan os.Signal)
	signal.Notify(quit, syscall.SIGTERM) // want signal-notify-unbuffered warning high
	<-quit
	go work()
	<-quit
	os.Exit(1)
}

func inBody(work func(), done <-chan struct{}) {
	quit := make(chan os.Signal)
	signal.Notify(quit, syscall.SIGTERM) // want signal-notify-unbuffered warning high
	select {
	case <-done:
		work()
		<-quit
	case <-time.After(time.Second):
	}
}

// one of two channels has room
func either(large bool, work func()) {
	c := make(chan os.Signal)
	if large {
		c = make(chan os.Signal, 8)
	}
	signal.Notify(c, os.Interrupt) // want signal-notify-unbuffered info medium
	work()
	<-c
}

// who sets the field to another channel is not seen
type Server struct {
	Signals chan os.Signal
}

func NewServer() *Server { return &Server{Signals: make(chan os.Signal)} }

func (s *Server) Run(work func()) {
	signal.Notify(s.Signals, os.Interrupt) // want signal-notify-unbuffered info medium
	work()
	<-s.Signals
}

// the program itself counts on being received from: no safe fix
func stopped(work func() bool) {
	c := make(chan os.Signal)
	signal.Notify(c, os.Interrupt) // want signal-notify-unbuffered warning high
	go func() {
		if !work() {
			c <- os.Interrupt
		}
	}()
	work()
	<-c
}

func measured(work func()) {
	c := make(chan os.Signal)
	signal.Notify(c, os.Interrupt) // want signal-notify-unbuffered warning high
	work()
	fmt.Println(len(c))
	<-c
}

// the goroutine of the next statement begins with the receive
func inGoroutine(work func()) {
	quit := make(chan os.Signal)
	signal.Notify(quit, syscall.SIGTERM) // want signal-notify-unbuffered info high
	go func() {
		<-quit
		os.Exit(0)
	}()
	work()
}

func inGoroutineOr(work func(), done <-chan struct{}) {
	quit := make(chan os.Signal)
	signal.Notify(quit, syscall.SIGTERM) // want signal-notify-unbuffered info high
	go func() {
		defer work()
		select {
		case <-quit:
		case <-done:
		}
	}()
	work()
}

// a second signal comes while the first is worked on
func inGoroutineAgain(work func()) {
	quit := make(chan os.Signal)
	signal.Notify(quit, syscall.SIGHUP) // want signal-notify-unbuffered warning high
	go func() {
		for range quit {
			work()
		}
	}()
}

func inGoroutineLater(work func()) {
	quit := make(chan os.Signal)
	signal.Notify(quit, syscall.SIGHUP) // want signal-notify-unbuffered warning high
	go func() {
		work()
		<-quit
	}()
}
