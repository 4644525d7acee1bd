package main

import (
	"os"

	"example.com/tools/pkg/daemon"
)

func main() {
	if err := daemon.NewCommand().Execute(); err != nil {
		os.Exit(1)
	}
}
