package basic

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

const never time.Duration = -1

var rdb = redis.NewClient(&redis.Options{Addr: "redis:6379", ReadTimeout: -1}) // want redis-timeout-disabled

var cluster = redis.NewClusterClient(&redis.ClusterOptions{
	Addrs:        []string{"redis:6379"},
	ReadTimeout:  never, // want redis-timeout-disabled
	WriteTimeout: never,
})

func session(ctx context.Context, id string) (string, error) {
	return rdb.Get(ctx, "session:"+id).Result()
}

func remember(ctx context.Context, id string) error {
	return cluster.Set(ctx, id, 1, time.Hour).Err()
}
