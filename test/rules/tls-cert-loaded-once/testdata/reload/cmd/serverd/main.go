package main

import (
	"log"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sync/errgroup"

	"example.com/reload/api"
)

var (
	group errgroup.Group
	stop  = make(chan struct{})
)

func serve(cert, key string) {
	server := api.New(cert, key)
	ready := make(chan bool, 1)
	group.Go(func() error {
		go func() {
			if err := server.Run(ready); err != nil {
				log.Print(err)
			}
		}()
		<-stop
		return nil
	})
	<-ready
}

func reload() {
	close(stop)
	if err := group.Wait(); err != nil {
		log.Print(err)
	}
	stop = make(chan struct{})
	serve("/etc/tls/tls.crt", "/etc/tls/tls.key")
}

func main() {
	serve("/etc/tls/tls.crt", "/etc/tls/tls.key")
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP)
	for range signals {
		reload()
	}
}
