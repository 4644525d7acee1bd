package edge

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

const budget = 2 * time.Second

type store struct{ rdb redis.UniversalClient }

// in a field behind an interface, with a limit of its own
func newStore(addr string) *store {
	rdb := redis.NewClusterClient(&redis.ClusterOptions{ // want redis-context-timeout-disabled
		Addrs:       []string{addr},
		ReadTimeout: 10 * time.Second,
	})
	return &store{rdb: rdb}
}

func (s *store) count() (int64, error) {
	ctx, cancel := context.WithTimeout(context.Background(), budget)
	defer cancel()
	return s.rdb.Incr(context.WithValue(ctx, key{}, 1), "count").Result()
}

type key struct{}

// turned off by hand
func ping(addr string) error {
	options := &redis.Options{Addr: addr, ContextTimeoutEnabled: false} // want redis-context-timeout-disabled
	rdb := redis.NewClient(options)
	defer rdb.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return rdb.Ping(ctx).Err()
}
