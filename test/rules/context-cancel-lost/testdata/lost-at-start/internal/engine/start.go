package engine

import (
	"context"
	"fmt"
	"time"
)

type engine struct{ done chan error }

type options struct {
	isShared bool
	limit    time.Duration
}

// A shared network has nothing to cancel.
func network(parent context.Context, o options) (context.Context, context.CancelFunc, error) {
	if o.isShared {
		return parent, nil, nil
	}
	ctx, cancel := context.WithCancel(parent)
	if err := ctx.Err(); err != nil {
		cancel()
		return nil, nil, err
	}
	return ctx, cancel, nil
}

func boot(parent context.Context, o options, load func() error) (*engine, error) {
	ctx, cancel, err := network(parent, o) // want context-cancel-lost low
	if err != nil {
		return nil, err
	}
	if err := load(); err != nil {
		return nil, err
	}
	e := &engine{done: make(chan error)}
	go func() {
		<-ctx.Done()
		if cancel != nil {
			cancel()
		}
		close(e.done)
	}()
	return e, nil
}

// Start gives up where the boot does.
func Start(parent context.Context, o options, load func() error) (chan error, error) {
	e, err := boot(parent, o, load)
	if err != nil {
		return nil, fmt.Errorf("boot: %w", err)
	}
	return e.done, nil
}

func bootAgain(parent context.Context, load func() error) (*engine, error) {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost high
	if err := load(); err != nil {
		return nil, err
	}
	e := &engine{done: make(chan error)}
	go func() {
		<-ctx.Done()
		cancel()
		close(e.done)
	}()
	return e, nil
}

// Serve boots until it comes up.
func Serve(parent context.Context, load func() error) chan error {
	for {
		e, err := bootAgain(parent, load)
		if err == nil {
			return e.done
		}
		time.Sleep(time.Second)
	}
}

// No cancel function may come without an error: a call of it needs a question first.
func fetch(parent context.Context, o options, get func(context.Context) error) error {
	ctx, _, err := network(parent, o) // want context-cancel-lost high
	if err != nil {
		return err
	}
	return get(ctx)
}

func limited(parent context.Context, o options) (ctx context.Context, cancel context.CancelFunc) {
	ctx = parent
	if o.limit > 0 {
		ctx, cancel = context.WithTimeout(parent, o.limit)
	}
	return
}

func fetchLimited(parent context.Context, o options, get func(context.Context) error) error {
	ctx, stop := limited(parent, o) // want context-cancel-lost high
	if err := get(ctx); err != nil {
		return err
	}
	if stop != nil {
		stop()
	}
	return nil
}

func always(parent context.Context, o options) (context.Context, context.CancelFunc, error) {
	if o.limit < 0 {
		return nil, nil, fmt.Errorf("limit %v", o.limit)
	}
	ctx, cancel := context.WithTimeout(parent, o.limit)
	return ctx, cancel, nil
}

func fetchAlways(parent context.Context, o options, get func(context.Context) error) error {
	ctx, stop, err := always(parent, o) // want context-cancel-lost high
	if err != nil {
		return err
	}
	if err := get(ctx); err != nil {
		return err
	}
	stop()
	return nil
}
