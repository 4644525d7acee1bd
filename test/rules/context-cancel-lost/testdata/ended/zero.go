package ended

import (
	"context"
	"time"
)

type options struct{ Limit, Pause time.Duration }

// A context without time has ended as it was made.
func limited(parent context.Context, given options, run func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(parent, given.Limit)
	if given.Limit == 0 {
		ctx, cancel = context.WithCancel(parent)
	}
	defer cancel()
	return run(ctx)
}

// Another time says nothing of this one.
func paused(parent context.Context, given options, run func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(parent, given.Limit) // want context-cancel-lost
	if given.Pause == 0 {
		ctx, cancel = context.WithCancel(parent)
	}
	defer cancel()
	return run(ctx)
}
