package clean

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"testing"
	"time"
)

func deferred(parent context.Context, name string) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute)
	defer cancel()
	return exec.CommandContext(ctx, name).Run()
}

func inLiteral(parent context.Context, name string) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute)
	defer func() {
		cancel()
	}()
	return exec.CommandContext(ctx, name).Run()
}

func returned(parent context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(parent)
}

func named(parent context.Context) (ctx context.Context, cancel context.CancelFunc) {
	ctx, cancel = context.WithTimeout(parent, time.Second)
	return
}

type job struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func (j *job) start(parent context.Context) {
	j.ctx, j.cancel = context.WithCancel(parent)
}

func built(parent context.Context) *job {
	ctx, cancel := context.WithCancel(parent)
	return &job{ctx: ctx, cancel: cancel}
}

func onTimer(parent context.Context) context.Context {
	ctx, cancel := context.WithCancel(parent)
	time.AfterFunc(time.Minute, cancel)
	return ctx
}

func cleanedUp(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	return ctx
}

func byGoroutine(parent context.Context) context.Context {
	ctx, cancel := signal.NotifyContext(parent, os.Interrupt)
	go func() {
		<-ctx.Done()
		cancel()
	}()
	return ctx
}

// Below Background nothing is registered, and nobody has the first context.
func replaced(limit time.Duration, name string) error {
	ctx, cancel := context.WithCancel(context.Background())
	if limit > 0 {
		ctx, cancel = context.WithTimeout(context.Background(), limit)
	}
	defer cancel()
	return exec.CommandContext(ctx, name).Run()
}

func collected(parent context.Context, n int) func() {
	var cancels []context.CancelFunc
	for range n {
		_, cancel := context.WithCancel(parent)
		cancels = append(cancels, cancel)
	}
	return func() {
		for _, cancel := range cancels {
			cancel()
		}
	}
}

// The earlier one is released before the new one takes its name.
func renewed(parent context.Context, again func() bool) {
	_, cancel := fresh(parent)
	for again() {
		_, next := fresh(parent)
		cancel()
		cancel = next
	}
	cancel()
}

func fresh(parent context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(parent)
}

// Nothing is registered with a parent that never ends, and there is no timer.
func unregistered(ready func() bool, wait func(context.Context)) {
	ctx, cancel := context.WithCancel(context.WithValue(context.TODO(), key{}, "name"))
	if !ready() {
		return
	}
	wait(ctx)
	cancel()
}

type key struct{}

// The variables outlive the round, and a later one cancels.
func commands(parent context.Context, read func() string, begin func(context.Context)) {
	var running context.Context
	var stop context.CancelFunc
	for {
		switch read() {
		case "start":
			if running != nil {
				continue
			}
			running, stop = context.WithCancel(parent)
			begin(running)
		case "stop":
			if running == nil {
				continue
			}
			stop()
			running = nil
		case "exit":
			if stop != nil {
				stop()
			}
			return
		}
	}
}
