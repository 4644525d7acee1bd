package basic

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	sig "os/signal"
	"syscall"
)

func serve(srv *http.Server, load func()) {
	stop := make(chan os.Signal)
	signal.Notify(stop, syscall.SIGTERM) // want signal-notify-unbuffered warning high
	load()
	<-stop
	srv.Close()
}

func explicit(work func()) {
	stop := make(chan os.Signal, 0)
	sig.Notify(stop, os.Interrupt) // want signal-notify-unbuffered warning high
	work()
	<-stop
}

func reload(load func()) {
	hup := make(chan os.Signal)
	signal.Notify(hup, syscall.SIGHUP) // want signal-notify-unbuffered warning high
	for range hup {
		load()
	}
}

func started(cancel context.CancelFunc) {
	c := make(chan os.Signal)
	signal.Notify(c, os.Interrupt) // want signal-notify-unbuffered info high
	signal.Notify(c, syscall.SIGTERM)
	go func() {
		<-c
		cancel()
	}()
}

type daemon struct {
	signals chan os.Signal
}

func newDaemon() *daemon {
	return &daemon{signals: make(chan os.Signal)}
}

func (d *daemon) run(work func()) {
	signal.Notify(d.signals, syscall.SIGTERM) // want signal-notify-unbuffered warning high
	for {
		work()
		select {
		case s := <-d.signals:
			fmt.Println(s)
			return
		default:
		}
	}
}

func withHelper(work func()) {
	c := make(chan os.Signal)
	listen(c)
	work()
	<-c
}

func listen(c chan<- os.Signal) {
	signal.Notify(c, os.Interrupt) // want signal-notify-unbuffered warning high
}
