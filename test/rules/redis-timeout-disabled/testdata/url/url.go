package url

import (
	"context"

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
