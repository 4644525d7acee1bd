package main

import (
	"os"
	"os/signal"

	"example.com/programs/idents"
)

func main() {
	_ = begin()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	<-signals
}

func begin() *idents.Set { return idents.New([]string{"edge"}) }
