package flags

import (
	"context"
	"time"
)

// bounded says by its last result whether there is a context.
func bounded(parent context.Context, limit string) (context.Context, context.CancelFunc, bool) {
	timeout, err := time.ParseDuration(limit)
	if err != nil {
		return nil, nil, false
	}
	ctx, cancel := context.WithTimeout(parent, timeout)
	return ctx, cancel, true
}

func handle(parent context.Context, limit string) {
	ctx, cancel, ok := bounded(parent, limit)
	if !ok {
		return
	}
	defer cancel()
	<-ctx.Done()
}

func handleSome(parent context.Context, limit string, wait bool) {
	ctx, cancel, ok := bounded(parent, limit) // want context-cancel-lost
	if !ok || wait {
		return
	}
	if ctx.Err() != nil {
		return
	}
	cancel()
}

// forward leaves the rest to the deadline on purpose.
func forward(parent context.Context, each func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	goesOn := false
	defer func() {
		if !goesOn {
			cancel()
		}
	}()
	if err := each(ctx); err != nil {
		return err
	}
	goesOn = true
	return nil
}
