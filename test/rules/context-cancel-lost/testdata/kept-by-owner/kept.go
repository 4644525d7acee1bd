package kept

import (
	"context"
	"errors"
	"time"
)

type job struct {
	ctx    context.Context
	cancel context.CancelFunc
}

type board struct{ jobs map[string]*job }

func (b *board) open(name string) {
	ctx, cancel := context.WithCancel(context.Background())
	b.jobs[name] = &job{ctx: ctx, cancel: cancel}
}

func (b *board) finish(name string) {
	if found := b.jobs[name]; found != nil {
		found.cancel()
	}
}

// The job keeps its own, and where there is none nothing stays of the new one.
func (b *board) contextOf(name string) (context.Context, context.CancelFunc, error) {
	if name == "" {
		ctx, cancel := context.WithCancel(context.Background())
		return ctx, cancel, nil
	}
	found := b.jobs[name]
	if found == nil {
		return nil, nil, errors.New("no such job")
	}
	return found.ctx, found.cancel, nil
}

// The new one has a timer that nobody else knows.
func (b *board) limited(parent context.Context, name string) (context.Context, context.CancelFunc) {
	if found := b.jobs[name]; found != nil {
		return found.ctx, found.cancel
	}
	return context.WithTimeout(parent, time.Hour)
}

type slip struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// Nobody calls what the slip holds.
func (s *slip) take(parent context.Context, isNew bool) (context.Context, context.CancelFunc) {
	if isNew {
		return context.WithCancel(parent)
	}
	return s.ctx, s.cancel
}

func derived(b *board, name string, run func(context.Context) error) error {
	ctx, cancel, err := b.contextOf(name)
	if err != nil {
		return err
	}
	ctx, cancel = context.WithCancel(ctx)
	defer cancel()
	return run(ctx)
}

func looksUp(b *board, name string, run func(context.Context) error) error {
	ctx, _, err := b.contextOf(name)
	if err != nil {
		return err
	}
	return run(ctx)
}

func leavesTimer(ctx context.Context, b *board, name string, run func(context.Context) error) error {
	ctx, _ = b.limited(ctx, name) // want context-cancel-lost
	return run(ctx)
}

func leavesSlip(ctx context.Context, s *slip, run func(context.Context) error) error {
	ctx, _ = s.take(ctx, true) // want context-cancel-lost
	return run(ctx)
}
