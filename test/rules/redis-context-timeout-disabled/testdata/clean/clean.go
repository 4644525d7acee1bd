package clean

import (
	"context"
	"time"

	"github.com/go-redis/redis/v8"
	redis9 "github.com/redis/go-redis/v9"
)

// the deadline of the context counts
var enabled = redis9.NewClient(&redis9.Options{Addr: "redis:6379", ContextTimeoutEnabled: true})

// a limit that is as short as the contexts
var short = redis9.NewClient(&redis9.Options{Addr: "redis:6379", ReadTimeout: 200 * time.Millisecond})

// contexts that are longer than the default
var long = redis9.NewClient(&redis9.Options{Addr: "redis:6379"})

// waits by design
var queue = redis9.NewClient(&redis9.Options{Addr: "redis:6379"})

// v8 obeys the context
var old = redis.NewClient(&redis.Options{Addr: "redis:6379"})

// set later
func later(on bool) *redis9.Client {
	options := &redis9.Options{Addr: "redis:6379"}
	options.ContextTimeoutEnabled = true
	return redis9.NewClient(options)
}

// for whoever runs the program to set
func given(addr string, timeout time.Duration) *redis9.Client {
	return redis9.NewClient(&redis9.Options{Addr: addr, ReadTimeout: timeout})
}

func use(parent context.Context, timeout time.Duration) {
	ctx, cancel := context.WithTimeout(parent, 500*time.Millisecond)
	defer cancel()
	enabled.Get(ctx, "a")
	short.Get(ctx, "a")
	queue.BLPop(ctx, 0, "a")
	old.Get(ctx, "a")
	later(true).Get(ctx, "a")
	given("redis:6379", timeout).Get(ctx, "a")
	longer, stop := context.WithTimeout(parent, 10*time.Second)
	defer stop()
	long.Get(longer, "a")
	long.Get(parent, "a")
}
