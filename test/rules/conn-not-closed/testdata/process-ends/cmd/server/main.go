package main

import (
	"os"

	"example.com/ends/cmd/server/node"
	"example.com/ends/cmd/server/stop"
	"example.com/ends/shared"
	"github.com/rs/zerolog/log"
	"go.uber.org/zap"
)

var logger *zap.Logger

func main() {
	for range os.Args {
		start()
	}
	node.All(nil)
}

func start() {
	driver := &node.Driver{}
	if err := driver.Prepare(); err != nil {
		log.Fatal().Err(err).Msg("cannot prepare")
	}
	other := &node.Other{}
	if err := other.Setup(); err != nil {
		logger.Fatal("cannot set up", zap.Error(err))
	}
	if err := node.Told(); err != nil {
		log.Error().Err(err).Msg("cannot tell")
	}
	if err := shared.Listen(false); err != nil {
		logger.Fatal("cannot listen", zap.Error(err))
	}
	shared.CheckMildly(log.Logger, "127.0.0.1:1")
	if err := driver.Named(); err != nil {
		logger.Error("cannot name", zap.Error(err))
		os.Exit(1)
	}
	if err := node.Stopped("127.0.0.1:1"); err != nil {
		stop.Because(err)
	}
	if err := node.Unstopped("127.0.0.1:1"); err != nil {
		stop.Perhaps(err)
	}
	if err := node.Unnamed("127.0.0.1:1"); err != nil {
		stop.Because(err)
	}
	if err := node.UnnamedTwice("127.0.0.1:1"); err != nil {
		stop.Because(err)
	}
}
