package main

import (
	"context"
	"flag"
	"log"
	"net/http"
	"time"
)

var limit = flag.Duration("limit", time.Minute, "limit of a call")

func use(ctx context.Context) error { return ctx.Err() }

// From the inside out each is longer.
func handler(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	if err := use(ctx); err != nil {
		http.Error(w, err.Error(), http.StatusGatewayTimeout)
	}
}

// What goes on after the answer has its own time.
func detached(w http.ResponseWriter, r *http.Request) {
	ctx := context.WithoutCancel(r.Context())
	go func() {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		log.Print(use(ctx))
	}()
	w.WriteHeader(http.StatusAccepted)
}

// Whoever runs it decides.
func configured(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), *limit)
	defer cancel()
	log.Print(use(ctx))
}

// A stream writes as it goes.
func stream(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
	defer cancel()
	for use(ctx) == nil {
		w.(http.Flusher).Flush()
	}
}

// The request of a client is not the one that is answered.
func client(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), time.Minute)
	defer cancel()
	return http.DefaultClient.Do(req.WithContext(ctx))
}

// Equal limits, and a longer one outside.
func nested() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	same, cancelSame := context.WithTimeout(ctx, 10*time.Second)
	defer cancelSame()
	shorter, cancelShorter := context.WithTimeout(same, time.Second)
	defer cancelShorter()
	return use(shorter)
}

// One caller has no limit.
func unlimited() error { return shared(context.Background()) }

func limited() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return shared(ctx)
}

func shared(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return use(ctx)
}

func main() {
	flag.Parse()
	mux := http.NewServeMux()
	mux.HandleFunc("/", handler)
	mux.HandleFunc("/detached", detached)
	mux.HandleFunc("/configured", configured)
	mux.HandleFunc("/stream", stream)
	req, _ := http.NewRequest(http.MethodGet, "http://example.com/", nil)
	if resp, err := client(req); err == nil {
		_ = resp.Body.Close()
	}
	log.Print(nested(), unlimited(), limited())
	server := &http.Server{
		Addr:         ":8080",
		Handler:      http.TimeoutHandler(mux, 8*time.Second, "too slow"),
		ReadTimeout:  5 * time.Second,
		WriteTimeout: 10 * time.Second,
	}
	log.Fatal(server.ListenAndServe())
}
