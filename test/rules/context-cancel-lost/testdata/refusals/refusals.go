package refusals

import (
	"context"
	"strconv"
	"time"
)

type refusal struct{ Reason string }

// Where it is refused there is no cancel function.
func limited(parent context.Context, seconds string) (context.Context, context.CancelFunc, *refusal) {
	if seconds == "" {
		return parent, func() {}, nil
	}
	count, err := strconv.Atoi(seconds)
	if err != nil {
		return nil, nil, &refusal{"no number"}
	}
	ctx, cancel := context.WithTimeout(parent, time.Duration(count)*time.Second)
	return ctx, cancel, nil
}

func run(parent context.Context, seconds string, work func(context.Context)) *refusal {
	ctx, cancel, refused := limited(parent, seconds)
	if refused != nil {
		return refused
	}
	defer cancel()
	work(ctx)
	return nil
}

// What it says of a long time is no refusal.
func noted(parent context.Context, seconds int) (context.Context, context.CancelFunc, *refusal) {
	ctx, cancel := context.WithTimeout(parent, time.Duration(seconds)*time.Second)
	if seconds > 60 {
		return ctx, cancel, &refusal{"rather long"}
	}
	return ctx, cancel, nil
}

func runNoted(parent context.Context, seconds int, work func(context.Context)) *refusal {
	ctx, cancel, note := noted(parent, seconds) // want context-cancel-lost
	if note != nil {
		return note
	}
	defer cancel()
	work(ctx)
	return nil
}
