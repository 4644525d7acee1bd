package asked

import (
	"context"
	"time"
)

type settings struct {
	ctx  context.Context
	name string
	wait time.Duration
}

// Limited gives every call a limit: only a context that has none gets another one.
func Limited(given settings, usual time.Duration) (settings, context.CancelFunc) {
	var cancel context.CancelFunc
	if given.ctx == nil {
		given.ctx, cancel = context.WithTimeout(context.Background(), given.wait)
	}
	if given.name == "" {
		given.name = "nameless"
	}
	if _, isLimited := given.ctx.Deadline(); !isLimited {
		given.ctx, cancel = context.WithTimeout(given.ctx, usual)
	}
	return given, cancel
}

// Shortened makes another one although there is a limit.
func Shortened(given settings, usual time.Duration) (settings, context.CancelFunc) {
	var cancel context.CancelFunc
	if given.ctx == nil {
		given.ctx, cancel = context.WithTimeout(context.Background(), given.wait) // want context-cancel-lost
	}
	if _, isLimited := given.ctx.Deadline(); isLimited {
		given.ctx, cancel = context.WithTimeout(given.ctx, usual)
	}
	return given, cancel
}

// Endless has a context that may be cancelled, but has no limit.
func Endless(parent context.Context, given settings, usual time.Duration) (settings, context.CancelFunc) {
	var cancel context.CancelFunc
	if given.ctx == nil {
		given.ctx, cancel = context.WithCancel(parent) // want context-cancel-lost
	}
	if _, isLimited := given.ctx.Deadline(); !isLimited {
		given.ctx, cancel = context.WithTimeout(given.ctx, usual)
	}
	return given, cancel
}

// Other asks another context.
func Other(parent context.Context, given settings, usual time.Duration) (settings, context.CancelFunc) {
	var cancel context.CancelFunc
	if given.ctx == nil {
		given.ctx, cancel = context.WithTimeout(context.Background(), given.wait) // want context-cancel-lost
	}
	if _, isLimited := parent.Deadline(); !isLimited {
		given.ctx, cancel = context.WithTimeout(given.ctx, usual)
	}
	return given, cancel
}
