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

func restarted(parent context.Context, reload chan struct{}, run func(context.Context)) {
	var cancel context.CancelFunc
	for {
		select {
		case <-parent.Done():
			return
		case <-reload:
			if cancel != nil {
				cancel()
			}
			ctx, stop := context.WithCancel(context.WithValue(parent, key{}, 1))
			cancel = stop
			go run(ctx)
		}
	}
}

func setTogether(parent context.Context, reload chan func(context.Context)) {
	var (
		cancel  context.CancelFunc
		running func(context.Context)
	)
	for {
		select {
		case <-parent.Done():
			return
		case next := <-reload:
			if running != nil {
				cancel()
			}
			ctx, stop := context.WithCancel(parent)
			go next(ctx)
			cancel = stop
			running = next
		}
	}
}

func setApart(parent context.Context, reload chan func(context.Context), running *int) {
	var cancel context.CancelFunc
	for {
		select {
		case <-parent.Done():
			return
		case next := <-reload:
			if running != nil {
				cancel()
			}
			ctx, stop := context.WithCancel(parent) // want context-cancel-lost warning high
			go next(ctx)
			cancel = stop
		}
	}
}

func below(outer context.Context, reload chan struct{}, run func(context.Context)) error {
	parent, end := context.WithCancel(outer)
	defer end()
	var cancel context.CancelFunc
	for {
		select {
		case <-outer.Done():
			return outer.Err()
		case <-reload:
			if cancel != nil {
				cancel()
			}
			ctx, stop := context.WithCancel(parent)
			cancel = stop
			go run(ctx)
		}
	}
}

func aroundDone(parent context.Context, reload chan bool, run func(context.Context)) {
	var cancel context.CancelFunc
	for {
		select {
		case <-parent.Done():
			return
		case again := <-reload:
			if !again {
				return
			}
			if cancel != nil {
				cancel()
			}
			ctx, stop := context.WithCancel(parent) // want context-cancel-lost warning high
			cancel = stop
			go run(ctx)
		}
	}
}

func replaced(parent context.Context, reload chan struct{}, run func(context.Context) bool) {
	for {
		select {
		case <-parent.Done():
			return
		case <-reload:
			ctx, cancel := context.WithTimeout(parent, time.Minute) // want context-cancel-lost warning high
			if run(ctx) {
				cancel()
			}
		}
	}
}

func dropped(parent context.Context, reload chan struct{}, run func(context.Context)) {
	for {
		select {
		case <-parent.Done():
			return
		case <-reload:
			ctx, _ := context.WithTimeout(parent, time.Minute) // want context-cancel-lost warning high
			go run(ctx)
		}
	}
}

func beside(parent, other context.Context, run func(context.Context)) {
	ctx, _ := context.WithCancel(parent) // want context-cancel-lost warning high
	go run(ctx)
	<-other.Done()
}

func untied(parent context.Context, run func(context.Context) bool) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(parent), time.Minute) // want context-cancel-lost warning high
	if run(ctx) {
		cancel()
		return
	}
	<-parent.Done()
}

type key struct{}
