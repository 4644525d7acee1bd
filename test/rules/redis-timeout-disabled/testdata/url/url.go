package url

import (
	"context"

	redis6 "github.com/go-redis/redis"
	"github.com/redis/go-redis/v9"
)

// set on what a URL gives
func ofURL(ctx context.Context, url string) error {
	options, err := redis.ParseURL(url)
	if err != nil {
		return err
	}
	options.ReadTimeout = -1 // want redis-timeout-disabled
	return redis.NewClient(options).Set(ctx, "key", 1, 0).Err()
}

// of a version whose types are not known
func older(url string) *redis6.Client {
	options, err := redis6.ParseURL(url)
	if err != nil {
		panic(err)
	}
	options.ReadTimeout = -1 // want redis-timeout-disabled
	return redis6.NewClient(options)
}
