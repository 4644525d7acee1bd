package clean

import (
	"context"
	"flag"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

const room = 2

var size = flag.Int("signals", 1, "signals that wait")

func one(work func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	work()
	<-c
}

func constant(work func()) {
	c := make(chan os.Signal, room)
	signal.Notify(c, os.Interrupt)
	work()
	<-c
}

func fromFlag(work func()) {
	c := make(chan os.Signal, *size)
	signal.Notify(c, os.Interrupt)
	work()
	<-c
}

// whoever made it knows
func given(c chan os.Signal, work func()) {
	signal.Notify(c, os.Interrupt)
	work()
	<-c
}

// nobody ever receives: a way to ignore the signal
func ignored() {
	signal.Notify(make(chan os.Signal), syscall.SIGPIPE)
	c := make(chan os.Signal)
	signal.Notify(c, syscall.SIGHUP)
}

func withContext(srv *http.Server) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	<-ctx.Done()
	return srv.Close()
}

// other channels have no part in it
func handedOn(work func()) {
	c := make(chan os.Signal, 1)
	first := make(chan os.Signal)
	signal.Notify(c, os.Interrupt)
	go func() { first <- <-c }()
	work()
	<-first
}

type notifier struct{}

func (notifier) Notify(c chan<- os.Signal, s ...os.Signal) {}

func own(work func()) {
	c := make(chan os.Signal)
	notifier{}.Notify(c, os.Interrupt)
	work()
	<-c
}
