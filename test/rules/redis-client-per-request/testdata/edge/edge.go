package edge

import (
	"context"
	"net/http"

	redis8 "github.com/go-redis/redis/v8"
	"github.com/redis/go-redis/v9"
)

type store struct {
	addr string
}

// a helper that makes one for each of its callers
func (s *store) client() *redis.Client {
	return redis.NewClient(&redis.Options{Addr: s.addr}) // want redis-client-per-request
}

func (s *store) handle(w http.ResponseWriter, r *http.Request) {
	s.client().Del(r.Context(), r.URL.Path)
}

// a client of v8 in a loop over messages
func consume(messages <-chan string) {
	for message := range messages {
		rdb := redis8.NewClient(&redis8.Options{Addr: "redis:6379"}) // want redis-client-per-request
		rdb.Publish(context.Background(), "events", message)
	}
}

type service struct{}

// a method that others call with a context
func (*service) Remember(ctx context.Context, key string) error {
	rdb := redis.NewClusterClient(&redis.ClusterOptions{Addrs: []string{"redis:6379"}}) // want redis-client-per-request
	return rdb.Set(ctx, key, 1, 0).Err()
}
