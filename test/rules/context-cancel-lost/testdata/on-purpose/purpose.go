package purpose

import (
	"context"
	"net/http"
	"os/exec"
	"time"
)

// A name that is put aside is a decision.
func aside(parent context.Context, run func(context.Context)) {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost hint low
	_ = cancel
	go run(ctx)
}

// Only some ways out put it aside.
func asideSometimes(parent context.Context, isLong bool, run func(context.Context)) {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost warning high
	if isLong {
		_ = cancel
	}
	go run(ctx)
}

func dropped(parent context.Context, run func(context.Context)) {
	ctx, _ := context.WithCancel(parent) // want context-cancel-lost warning high
	go run(ctx)
}

// The server ends the parent when this returns.
func answer(w http.ResponseWriter, r *http.Request) {
	ctx, _ := context.WithTimeout(r.Context(), time.Minute) // want context-cancel-lost low
	if err := exec.CommandContext(ctx, "true").Run(); err != nil {
		w.WriteHeader(http.StatusInternalServerError)
	}
}

// It collects them as long as it polls.
func poll(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		ctx, _ := context.WithTimeout(r.Context(), time.Minute) // want context-cancel-lost warning high
		_ = exec.CommandContext(ctx, "true").Run()
	}
}

// Of a request that is sent nobody knows when its context ends.
func send(r *http.Request) error {
	ctx, _ := context.WithTimeout(r.Context(), time.Minute) // want context-cancel-lost warning high
	response, err := http.DefaultClient.Do(r.WithContext(ctx))
	if err != nil {
		return err
	}
	return response.Body.Close()
}

func limited(parent context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(parent, time.Minute)
}

// With the context nobody has anything left to cancel.
func tryOut(parent context.Context) {
	_, _ = limited(parent) // want context-cancel-lost hint low
}

func keepsContext(parent context.Context, run func(context.Context)) {
	var ctx context.Context
	ctx, _ = limited(parent) // want context-cancel-lost warning high
	run(ctx)
}
