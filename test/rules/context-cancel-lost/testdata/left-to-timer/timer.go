package timer

import (
	"context"
	"net/http"
	"sync"
	"time"
)

var (
	shared context.Context
	once   sync.Mutex
)

// Nothing is registered with Background, the timer ends it, and everybody gets it: to cancel it here would break them.
func Shared() context.Context {
	once.Lock()
	defer once.Unlock()
	if shared == nil {
		shared, _ = context.WithTimeout(context.Background(), time.Second) // want context-cancel-lost low
	}
	return shared
}

func Returned() context.Context {
	ctx, _ := context.WithTimeout(context.Background(), time.Minute) // want context-cancel-lost low
	return context.WithValue(ctx, key{}, 1)
}

type key struct{}

// The same below a parent that may end long after: each call leaves a child behind until the timer fires.
func Child(parent context.Context) context.Context {
	ctx, _ := context.WithTimeout(parent, time.Hour) // want context-cancel-lost high
	return ctx
}

type job struct{ ctx context.Context }

func (j *job) keep() {
	ctx, _ := context.WithDeadline(context.Background(), time.Now().Add(time.Minute)) // want context-cancel-lost low
	j.ctx = ctx
}

func goOn(do func(context.Context)) {
	ctx, _ := context.WithTimeout(context.Background(), time.Minute) // want context-cancel-lost low
	broadcast(ctx, 3, do)
}

// What it gets goes on in goroutines that nobody waits for.
func broadcast(ctx context.Context, count int, do func(context.Context)) {
	for range count {
		one := func() { do(ctx) }
		start(one)
	}
}

func start(f func()) {
	go func() {
		defer func() { _ = recover() }()
		f()
	}()
}

// These are waited for: a deferred cancel is right.
func together(do func(context.Context)) {
	ctx, _ := context.WithTimeout(context.Background(), time.Minute) // want context-cancel-lost high
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			do(ctx)
		}()
	}
	wg.Wait()
}

// Nobody has it when the function returns.
func alone(url string) error {
	ctx, _ := context.WithTimeout(context.Background(), time.Minute) // want context-cancel-lost high
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}
