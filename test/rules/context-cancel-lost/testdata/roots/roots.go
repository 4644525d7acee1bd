package roots

import (
	"context"
	"net/http"
	"os/exec"
	"time"
)

type key struct{}

// Nothing is registered: the variable held the background where it was read.
func assignedAgain(name string) error {
	ctx := context.Background()
	ctx = context.WithValue(ctx, key{}, name)
	ctx, _ = context.WithCancel(ctx)
	return exec.CommandContext(ctx, name).Run()
}

func base() context.Context {
	return context.WithValue(context.TODO(), key{}, "base")
}

func throughHelper(name string) error {
	ctx, _ := context.WithCancel(base())
	return exec.CommandContext(ctx, name).Run()
}

// Who ends the outer one takes the inner one along, and nobody else has either of them.
func twoOfTheirOwn(name string) error {
	outer, _ := context.WithCancel(context.Background())
	inner, _ := context.WithCancel(context.WithValue(outer, key{}, name))
	return exec.CommandContext(inner, name).Run()
}

// The outer one is dropped together with the variable, and the inner one is cancelled.
func replaced(name string, limit time.Duration) error {
	ctx := context.Background()
	ctx, cancel := context.WithCancel(ctx)
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	defer cancel()
	return exec.CommandContext(ctx, name).Run()
}

// The outer one collects a child each round.
func eachRound(names []string) context.CancelFunc {
	outer, cancel := context.WithCancel(context.Background())
	for _, name := range names {
		ctx, _ := context.WithCancel(outer) // want context-cancel-lost
		_ = exec.CommandContext(ctx, name).Run()
	}
	return cancel
}

// The literal runs as often as somebody asks.
func eachRequest() (http.HandlerFunc, context.CancelFunc) {
	outer, cancel := context.WithCancel(context.Background())
	return func(http.ResponseWriter, *http.Request) {
		ctx, _ := context.WithCancel(outer) // want context-cancel-lost
		_ = exec.CommandContext(ctx, "true").Run()
	}, cancel
}

type worker struct {
	life context.Context
}

func (w *worker) ofField(name string) error {
	ctx, _ := context.WithCancel(w.life) // want context-cancel-lost
	return exec.CommandContext(ctx, name).Run()
}

// A timer stays although nothing is registered.
func withTimer(name string) error {
	ctx := context.Background()
	ctx, _ = context.WithTimeout(ctx, time.Hour) // want context-cancel-lost
	return exec.CommandContext(ctx, name).Run()
}

// What the function value makes is not seen.
func ofValue(parent context.Context, limited func(context.Context) (context.Context, context.CancelFunc)) error {
	ctx, _ := limited(parent)
	return exec.CommandContext(ctx, "true").Run()
}

// Dropped in words where it went well.
func inWords(parent context.Context, name string) (context.Context, error) {
	ctx, cancel := context.WithCancel(parent)
	if err := exec.CommandContext(ctx, name).Run(); err != nil {
		cancel()
		return nil, err
	}
	_ = cancel
	return ctx, nil
}

// The words stand on another way than the one that loses it.
func inWordsElsewhere(parent context.Context, name string) (context.Context, error) {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost
	if err := exec.CommandContext(ctx, name).Run(); err != nil {
		return nil, err
	}
	_ = cancel
	return ctx, nil
}
