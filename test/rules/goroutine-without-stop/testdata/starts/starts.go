package starts

import (
	"net/http"
	"sync"
	"time"
)

// One for each request.
func handle(w http.ResponseWriter, r *http.Request) {
	go poll(r.URL.Path)
	w.WriteHeader(http.StatusAccepted)
}

func poll(path string) {
	for { // want goroutine-without-stop warning high
		time.Sleep(time.Second)
		_, _ = http.Head(path)
	}
}

// One for each address.
func WatchAll(addresses []string) {
	for _, address := range addresses {
		go func() { // want goroutine-without-stop warning high
			for range time.Tick(time.Second) {
				println(address)
			}
		}()
	}
}

// Once in the life of the process.
var once sync.Once

func ensure() {
	once.Do(func() {
		go func() {
			for {
				time.Sleep(time.Second)
			}
		}()
	})
}

func init() {
	purgeEvery(time.Hour)
}

func purgeEvery(d time.Duration) {
	go func() {
		for {
			time.Sleep(d)
		}
	}()
}

var shared = newShared()

func newShared() *int {
	go func() {
		for range time.Tick(time.Second) {
		}
	}()
	return new(int)
}

// Started through a function that calls it.
func Begin() {
	go func() {
		inner()
	}()
}

func inner() {
	for { // want goroutine-without-stop info high
		time.Sleep(time.Second)
	}
}
