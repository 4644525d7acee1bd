package ended

import (
	"context"
	"os"
	"os/signal"
	"time"
)

func eitherWay(parent context.Context, answers chan int) (int, error) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case answer := <-answers:
		cancel()
		return answer, nil
	}
}

func asked(parent context.Context, do func(context.Context)) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	do(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	cancel()
	return nil
}

func waited(parent context.Context) {
	ctx, _ := context.WithTimeout(parent, time.Second)
	<-ctx.Done()
}

func oneWay(parent context.Context, answers chan int) (int, error) {
	ctx, _ := context.WithTimeout(parent, time.Second) // want context-cancel-lost
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case answer := <-answers:
		return answer, nil
	}
}

func otherWay(parent context.Context, answers chan int) (int, error) {
	ctx, cancel := context.WithTimeout(parent, time.Second) // want context-cancel-lost
	select {
	case <-ctx.Done():
		cancel()
		return 0, ctx.Err()
	case answer := <-answers:
		return answer, nil
	}
}

func another(parent context.Context, do func(context.Context)) {
	ctx, _ := context.WithTimeout(parent, time.Second) // want context-cancel-lost
	inner, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	do(ctx)
	<-inner.Done()
}

// The signals stay registered.
func notified(parent context.Context) {
	ctx, _ := signal.NotifyContext(parent, os.Interrupt) // want context-cancel-lost
	<-ctx.Done()
}
