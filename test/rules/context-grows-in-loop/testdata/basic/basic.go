package basic

import (
	"context"
	"time"
)

type key struct{}

func consume(ctx context.Context, jobs <-chan int, run func(context.Context)) {
	for job := range jobs {
		ctx = context.WithValue(ctx, key{}, job) // want context-grows-in-loop
		run(ctx)
	}
}

// The second attempt starts with a context that has ended.
func retry(ctx context.Context, run func(context.Context) error) error {
	var cancel context.CancelFunc
	for {
		ctx, cancel = context.WithTimeout(ctx, time.Second) // want context-grows-in-loop
		err := run(ctx)
		cancel()
		if err == nil {
			return nil
		}
	}
}

func each(ctx context.Context, items []string, run func(context.Context)) {
	for _, item := range items {
		ctx = context.WithValue(ctx, key{}, item) // want context-grows-in-loop
		run(ctx)
	}
}
