package clean

import "context"

type key struct{}

type pair struct{ key, value any }

func handle(context.Context) error { return nil }

// Each round has its own.
func own(ctx context.Context, jobs <-chan int) {
	for job := range jobs {
		ctx := context.WithValue(ctx, key{}, job)
		ctx = context.WithValue(ctx, key{}, "again")
		_ = handle(ctx)
	}
}

// The variable is declared in the round.
func declared(jobs <-chan int) {
	for job := range jobs {
		ctx := context.Background()
		if job > 0 {
			ctx = context.WithValue(ctx, key{}, job)
		}
		_ = handle(ctx)
	}
}

// Values that all belong into one context.
func collect(ctx context.Context, pairs []pair) error {
	for _, each := range pairs {
		ctx = context.WithValue(ctx, each.key, each.value)
	}
	return handle(ctx)
}

// Something sets it back.
func reset(base context.Context, jobs <-chan int) {
	ctx := base
	for job := range jobs {
		ctx = base
		ctx = context.WithValue(ctx, key{}, job)
		_ = handle(ctx)
	}
	for job := range jobs {
		ctx = context.WithValue(ctx, key{}, job)
		if handle(ctx) != nil {
			return
		}
		ctx = base
	}
}

// The loop is left, so that it happens once.
func once(ctx context.Context, jobs <-chan int) error {
	for job := range jobs {
		if job == 0 {
			ctx = context.WithValue(ctx, key{}, job)
			return handle(ctx)
		}
		_ = handle(ctx)
	}
	return nil
}

// Only the first round comes by.
func first(ctx context.Context, jobs <-chan int) {
	var cancel context.CancelFunc
	started := false
	for range jobs {
		if cancel == nil {
			ctx, cancel = context.WithCancel(ctx)
		}
		if !started {
			ctx = context.WithValue(ctx, key{}, true)
			started = true
		}
		_ = handle(ctx)
	}
	if cancel != nil {
		cancel()
	}
}

// From another context.
func other(ctx context.Context, jobs <-chan int) {
	var mine context.Context
	for job := range jobs {
		mine = context.WithValue(ctx, key{}, job)
		_ = handle(mine)
	}
}

// A few values that the source lists.
func listed(ctx context.Context) {
	for _, name := range []string{"a", "b"} {
		ctx = context.WithValue(ctx, key{}, name)
		_ = handle(ctx)
	}
}

// Each step decides what the next one gets.
func steps(ctx context.Context, all []func(context.Context) context.Context) error {
	for _, step := range all {
		ctx = step(ctx)
		if err := handle(ctx); err != nil {
			return err
		}
	}
	return nil
}

// The element of the round holds it.
func elements(all []*pair, ctx context.Context) {
	type task struct{ ctx context.Context }
	for range all {
		t := &task{ctx: ctx}
		t.ctx = context.WithValue(t.ctx, key{}, 1)
		_ = handle(t.ctx)
	}
}

// What only some rounds find is meant for all that comes later.
func found(ctx context.Context, jobs <-chan int) error {
	for job := range jobs {
		if err := handle(ctx); err == nil {
			ctx = context.WithValue(ctx, key{}, job)
		}
	}
	return handle(ctx)
}

// What the loop goes over is asked for once, before it.
func collected(ctx context.Context, pairs func(context.Context) []int) error {
	for _, each := range pairs(ctx) {
		ctx = context.WithValue(ctx, key{}, each)
	}
	return handle(ctx)
}

type field string

func tagged(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, key{}, name)
}

// Each value has a key of its own round, and what follows uses them all; in between the loop reports what it has.
func labelled(ctx context.Context, labels map[string]string) error {
	for name, value := range labels {
		var short = trim(name)
		label := field("label_" + short)
		ctx = context.WithValue(ctx, label, value)
		ctx = tagged(ctx, value)
		if value == "" {
			_ = handle(ctx)
		}
	}
	return handle(ctx)
}

func trim(name string) string { return name }
