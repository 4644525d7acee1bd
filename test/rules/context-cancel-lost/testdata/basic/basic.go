package basic

import (
	"context"
	"os/exec"
	"time"
)

func dropped(parent context.Context, name string) error {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want context-cancel-lost warning high
	return exec.CommandContext(ctx, name).Run()
}

func early(parent context.Context, name string, dry bool) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute) // want context-cancel-lost warning high
	if dry {
		return nil
	}
	err := exec.CommandContext(ctx, name).Run()
	cancel()
	return err
}

func never(parent context.Context, name string) error {
	var cancel context.CancelFunc
	parent, cancel = context.WithCancel(parent) // want context-cancel-lost
	if cancel == nil {
		return nil
	}
	return exec.CommandContext(parent, name).Run()
}

func inLoop(parent context.Context, names []string) {
	for _, name := range names {
		ctx, cancel := context.WithTimeout(parent, time.Minute) // want context-cancel-lost
		if exec.CommandContext(ctx, name).Run() != nil {
			continue
		}
		cancel()
	}
}

func inVarBlock(parent context.Context, name string) error {
	var (
		ctx, _ = context.WithTimeout(parent, time.Minute) // want context-cancel-lost
		full   = "/bin/" + name
	)
	return exec.CommandContext(ctx, full).Run()
}

func inVar(parent context.Context, name string) error {
	var ctx, _ = context.WithTimeout(parent, time.Minute) // want context-cancel-lost
	return exec.CommandContext(ctx, name).Run()
}
