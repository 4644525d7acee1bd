package clean

import (
	"context"
	"flag"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/redis/go-redis/v9"
)

var timeout = flag.Duration("timeout", -1, "of Redis")

// the defaults, and limits
var rdb = redis.NewClient(&redis.Options{Addr: "redis:6379"})
var slow = redis.NewClient(&redis.Options{Addr: "redis:6379", ReadTimeout: time.Minute})

// no retries, which -1 means there
var once = redis.NewClient(&redis.Options{Addr: "redis:6379", MaxRetries: -1})

// whoever runs the program decides
var outside = redis.NewClient(&redis.Options{Addr: "redis:6379", ReadTimeout: *timeout})

func optional(ctx context.Context) error {
	options := &redis.Options{Addr: "redis:6379"}
	if os.Getenv("REDIS_NO_TIMEOUT") != "" {
		options.ReadTimeout = -1
	}
	return redis.NewClient(options).Incr(ctx, "visits").Err()
}

// the context of each call is the limit
var byContext = redis.NewClient(&redis.Options{ReadTimeout: -1, ContextTimeoutEnabled: true})

// a client for subscriptions only: they wait without a limit anyway
func listen(ctx context.Context) {
	rdb := redis.NewClient(&redis.Options{Addr: "redis:6379", ReadTimeout: -1})
	defer rdb.Close()
	if err := rdb.Ping(ctx).Err(); err != nil {
		log.Fatal(err)
	}
	for message := range rdb.Subscribe(ctx, "events").Channel() {
		log.Println(message)
	}
}

type queue struct {
	rdb *redis.Client
}

// blocking commands have limits of their own
func newQueue() *queue {
	return &queue{rdb: redis.NewClient(&redis.Options{Addr: "redis:6379", ReadTimeout: -1})}
}

func (q *queue) next(ctx context.Context) ([]string, error) {
	return q.rdb.BLPop(ctx, 0, "jobs").Result()
}

// set again
func later(ctx context.Context) error {
	options := &redis.Options{Addr: "redis:6379", ReadTimeout: -1}
	options.ReadTimeout = 5 * time.Second
	return redis.NewClient(options).Incr(ctx, "visits").Err()
}

// not of Redis
var server = http.Server{ReadTimeout: -1}
