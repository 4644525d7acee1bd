package main

import (
	"os"
	"os/signal"

	"example.com/programs/center"
	"example.com/programs/plugins"
)

func main() {
	_ = center.Start()
	_, _ = plugins.Make(os.Args[1], nil)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	<-signals
}
