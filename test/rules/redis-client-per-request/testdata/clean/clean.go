package main

import (
	"context"
	"log"
	"net/http"
	"sync"

	"github.com/redis/go-redis/v9"
)

var shared = redis.NewClient(&redis.Options{Addr: "redis:6379"})

type store struct {
	rdb *redis.Client
}

// a constructor that keeps it
func newStore(addr string) *store {
	return &store{rdb: redis.NewClient(&redis.Options{Addr: addr})}
}

func (s *store) handle(w http.ResponseWriter, r *http.Request) {
	s.rdb.Incr(r.Context(), "visits")
}

// of the address that the request names, and closed
func probe(w http.ResponseWriter, r *http.Request) {
	rdb := redis.NewClient(&redis.Options{Addr: r.FormValue("addr")})
	defer rdb.Close()
	if err := rdb.Ping(r.Context()).Err(); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

var (
	once sync.Once
	late *redis.Client
)

// made by the first request only
func lazily(w http.ResponseWriter, r *http.Request) {
	once.Do(func() {
		late = redis.NewClient(&redis.Options{Addr: "redis:6379"})
	})
	late.Incr(r.Context(), "visits")
}

var tenants sync.Map

// one for each tenant, kept
func ofTenant(w http.ResponseWriter, r *http.Request) {
	rdb := redis.NewClient(&redis.Options{Addr: r.FormValue("addr")})
	tenants.Store(r.FormValue("addr"), rdb)
	rdb.Incr(r.Context(), "visits")
}

// a client of its own for what the goroutine listens to
func listen(w http.ResponseWriter, r *http.Request) {
	rdb := redis.NewClient(&redis.Options{Addr: "redis:6379"})
	go func() {
		for message := range rdb.Subscribe(context.Background(), "events").Channel() {
			log.Println(message)
		}
	}()
}

// checked once, when the program starts
func check() {
	rdb := redis.NewClient(&redis.Options{Addr: "redis:6379"})
	if err := rdb.Ping(context.Background()).Err(); err != nil {
		log.Fatal(err)
	}
}

func main() {
	check()
	s := newStore("redis:6379")
	http.HandleFunc("/store", s.handle)
	http.HandleFunc("/probe", probe)
	http.HandleFunc("/lazily", lazily)
	http.HandleFunc("/tenant", ofTenant)
	http.HandleFunc("/listen", listen)
	http.HandleFunc("/shared", func(w http.ResponseWriter, r *http.Request) {
		shared.Incr(r.Context(), "visits")
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
