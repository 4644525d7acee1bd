package edge

import (
	"context"
	"time"
)

type key struct{}

func use(ctx context.Context) error { return ctx.Err() }

// Through a function of the package, a value and a cancel.
func outer() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	ctx = context.WithValue(ctx, key{}, "x")
	return middle(ctx)
}

func middle(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	long, cancelLong := context.WithTimeout(ctx, 90*time.Second) // want http-timeout-chain-inversion
	defer cancelLong()
	return use(long)
}

// One of two callers is short, the other longer, but not as long.
func short() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return shared(ctx)
}

func longer() error {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	return shared(ctx)
}

func shared(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second) // want http-timeout-chain-inversion
	defer cancel()
	return use(ctx)
}

func all() []error { return []error{outer(), short(), longer()} }
