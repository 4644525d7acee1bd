package basic

import (
	"fmt"
	"net/http"

	"github.com/redis/go-redis/v9"
)

func visits(w http.ResponseWriter, r *http.Request) {
	rdb := redis.NewClient(&redis.Options{Addr: "redis:6379"}) // want redis-client-per-request
	n, err := rdb.Incr(r.Context(), "visits").Result()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	fmt.Fprintln(w, n)
}
