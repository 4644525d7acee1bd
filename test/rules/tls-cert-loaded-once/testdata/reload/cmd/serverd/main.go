package main

import (
	"log"
	"os"
	"os/signal"
	"syscall"

	"gopkg.in/tomb.v2"

	"example.com/reload/api"
)

var group tomb.Tomb

func serve(cert, key string) {
	server := api.New(cert, key)
	ready := make(chan bool, 1)
	group.Go(func() error {
		go func() {
			if err := server.Run(ready); err != nil {
				log.Print(err)
			}
		}()
		<-group.Dying()
		return nil
	})
	<-ready
}

func reload() {
	group.Kill(nil)
	if err := group.Wait(); err != nil {
		log.Print(err)
	}
	group = tomb.Tomb{}
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
