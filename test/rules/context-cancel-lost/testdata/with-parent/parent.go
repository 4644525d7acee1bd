package parent

import (
	"context"
	"os"
	"os/signal"
	"time"

	"golang.org/x/sync/errgroup"
)

type key struct{}

func deferred(parent context.Context, do func(context.Context)) {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	child, _ := context.WithTimeout(context.WithValue(ctx, key{}, 1), time.Second)
	do(child)
}

func early(parent context.Context, do func(context.Context), dry bool) {
	ctx, stop := signal.NotifyContext(parent, os.Interrupt)
	defer stop()
	child, cancel := context.WithTimeout(ctx, time.Second)
	if dry {
		return
	}
	do(child)
	cancel()
}

func eachRound(parent context.Context, tasks []func(context.Context)) {
	for _, task := range tasks {
		ctx, cancel := context.WithCancel(parent)
		child, _ := context.WithTimeout(ctx, time.Second)
		task(child)
		cancel()
	}
}

func manyBelowOne(parent context.Context, tasks []func(context.Context)) {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	for _, task := range tasks {
		child, _ := context.WithTimeout(ctx, time.Second) // want context-cancel-lost warning high
		task(child)
	}
}

func onOnePath(parent context.Context, do func(context.Context), limited bool) {
	ctx := parent
	if limited {
		bounded, cancel := context.WithCancel(parent)
		defer cancel()
		ctx = bounded
	}
	child, _ := context.WithTimeout(ctx, time.Second) // want context-cancel-lost warning high
	do(child)
}

func handedOn(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	child, _ := context.WithTimeout(ctx, time.Second) // want context-cancel-lost warning high
	return child, cancel
}

func group(parent context.Context, do func(context.Context) error) error {
	tasks, ctx := errgroup.WithContext(parent)
	child, _ := context.WithTimeout(ctx, time.Second)
	tasks.Go(func() error { return do(child) })
	return tasks.Wait()
}

func groupLeft(parent context.Context, do func(context.Context) error, ready func() error) error {
	tasks, ctx := errgroup.WithContext(parent)
	child, _ := context.WithTimeout(ctx, time.Second) // want context-cancel-lost warning high
	if err := ready(); err != nil {
		return err
	}
	tasks.Go(func() error { return do(child) })
	return tasks.Wait()
}

func groupHandedOn(parent context.Context, do func(context.Context) error) *errgroup.Group {
	tasks, ctx := errgroup.WithContext(parent)
	child, _ := context.WithTimeout(ctx, time.Second) // want context-cancel-lost warning high
	tasks.Go(func() error { return do(child) })
	return tasks
}

// goWithCancel gives the function that cancels what it starts.
func goWithCancel(ctx context.Context, tasks *errgroup.Group, do func(context.Context) error) func() {
	child, cancel := context.WithCancel(ctx)
	tasks.Go(func() error { return do(child) })
	return cancel
}

func groupBelow(parent context.Context, do func(context.Context) error) {
	above, cancel := context.WithCancel(parent)
	tasks, ctx := errgroup.WithContext(above)
	_ = goWithCancel(ctx, tasks, do)
	cancel()
	_ = tasks.Wait()
}

func groupOutside(parent context.Context, tasks *errgroup.Group, do func(context.Context) error) error {
	_ = goWithCancel(parent, tasks, do) // want context-cancel-lost warning high
	return tasks.Wait()
}

// groupUnawaited does not wait itself.
func groupUnawaited(parent context.Context, do func(context.Context) error) {
	tasks, ctx := errgroup.WithContext(parent)
	child, _ := context.WithTimeout(ctx, time.Second) // want context-cancel-lost warning high
	tasks.Go(func() error { return do(child) })
	go tasks.Wait()
}
