package edge

import (
	"context"
	"os/exec"
	"time"
)

type job struct{ ctx context.Context }

type watcher interface{ Watch(ctx context.Context) }

// The context goes on living in a value, a goroutine or somebody unknown: cancelling it here may be wrong.
func stored(parent context.Context) *job {
	ctx, _ := context.WithCancel(parent) // want context-cancel-lost
	return &job{ctx: ctx}
}

func started(parent context.Context, run func(context.Context)) {
	ctx, _ := context.WithCancel(parent) // want context-cancel-lost
	go run(ctx)
}

func handed(parent context.Context, w watcher) {
	ctx, _ := context.WithCancel(parent) // want context-cancel-lost
	w.Watch(ctx)
}

// In a loop a deferred call would wait for the end of the function.
func repeated(parent context.Context, names []string) {
	for _, name := range names {
		ctx, _ := context.WithTimeout(parent, time.Minute) // want context-cancel-lost
		_ = exec.CommandContext(ctx, name).Run()
	}
}

// A helper that only uses the context until it returns.
func throughHelper(parent context.Context, name string) error {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want context-cancel-lost
	return runIt(ctx, name)
}

func runIt(ctx context.Context, name string) error {
	return exec.CommandContext(ctx, name).Run()
}

// A helper that starts something with it.
func throughStarter(parent context.Context, name string) error {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want context-cancel-lost
	return startIt(ctx, name)
}

func startIt(ctx context.Context, name string) error {
	go func() { _ = exec.CommandContext(ctx, name).Run() }()
	return nil
}
