package main

import (
	"context"
	"os/exec"
	"time"
)

// What main makes once ends with the process; what it makes again and again does not.
func main() {
	ctx, stop := context.WithCancel(context.Background())
	if exec.CommandContext(ctx, "true").Run() != nil {
		stop()
	}
	for range time.Tick(time.Second) {
		each, cancel := context.WithTimeout(ctx, time.Minute) // want context-cancel-lost
		if exec.CommandContext(each, "true").Run() != nil {
			continue
		}
		cancel()
	}
}
