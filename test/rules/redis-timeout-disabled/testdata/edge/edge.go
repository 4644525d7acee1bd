package edge

import (
	"context"

	redis6 "github.com/go-redis/redis"
	redis8 "github.com/go-redis/redis/v8"
	"github.com/redis/go-redis/v9"
)

// no deadline is ever set, whatever the context says
func never(ctx context.Context) error {
	rdb := redis.NewClient(&redis.Options{ReadTimeout: -2, ContextTimeoutEnabled: true}) // want redis-timeout-disabled
	return rdb.Incr(ctx, "visits").Err()
}

// v8 obeys the context
func older(ctx context.Context) error {
	rdb := redis8.NewClient(&redis8.Options{Addr: "redis:6379", ReadTimeout: -1}) // want redis-timeout-disabled
	return rdb.Incr(ctx, "visits").Err()
}

// v6 has no context to obey
func oldest() error {
	rdb := redis6.NewClient(&redis6.Options{Addr: "redis:6379", ReadTimeout: -1}) // want redis-timeout-disabled warning high
	return rdb.Incr("visits").Err()
}

// what it is used for is not seen
func Client(addr string) *redis.Client {
	return redis.NewClient(&redis.Options{Addr: addr, WriteTimeout: -1}) // want redis-timeout-disabled
}

// subscriptions, and a command too
func both(ctx context.Context) error {
	rdb := redis.NewClient(&redis.Options{Addr: "redis:6379", ReadTimeout: -1}) // want redis-timeout-disabled
	defer rdb.Close()
	for range rdb.Subscribe(ctx, "events").Channel() {
		if err := rdb.Incr(ctx, "events").Err(); err != nil {
			return err
		}
	}
	return nil
}
