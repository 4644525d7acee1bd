package main

import (
	"context"
	"net/http"

	"example.com/tagged/tags"
)

func main() {
	go work("http://localhost:8081")
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		ctx := tags.Add(r.Context(), "request")
		ask(ctx, r.URL.Query().Get("url"))
		choose(tags.Choose(context.Background(), ctx, false), "http://localhost:8081")
	})
	_ = http.ListenAndServe("localhost:8080", nil)
}

func work(url string) {
	ctx := tags.Add(context.Background(), "work")
	for range 10 {
		tell(ctx, url)
	}
}

// Only work calls it, with a context that has a tag and never ends.
func tell(ctx context.Context, url string) {
	_ = ctx.Value(url)
	req, err := http.NewRequest(http.MethodGet, url, nil) // want http-request-without-context low
	if err != nil {
		return
	}
	send(req)
}

// The handler's context gets a tag too, and ends with the request.
func ask(ctx context.Context, url string) {
	_ = ctx.Value(url)
	req, err := http.NewRequest(http.MethodGet, url, nil) // want http-request-without-context high
	if err != nil {
		return
	}
	send(req)
}

// It may be the handler's.
func choose(ctx context.Context, url string) {
	_ = ctx.Value(url)
	req, err := http.NewRequest(http.MethodGet, url, nil) // want http-request-without-context high
	if err != nil {
		return
	}
	send(req)
}

func send(req *http.Request) {
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		_ = resp.Body.Close()
	}
}
