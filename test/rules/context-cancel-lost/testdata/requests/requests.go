package requests

import (
	"context"
	"net/http"
	"time"
)

// handle leaves it to the end of the request.
func handle(w http.ResponseWriter, r *http.Request) {
	ctx, _ := context.WithTimeout(r.Context(), time.Minute) // want context-cancel-lost info low
	w.Header().Set("state", state(ctx))
}

// handleWithValue does so too, below a value.
func handleWithValue(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(context.WithValue(r.Context(), valueKey{}, 1))
	ctx, _ := context.WithTimeout(r.Context(), time.Minute) // want context-cancel-lost info low
	w.Header().Set("state", state(ctx))
}

// handleDetached goes on without the request.
func handleDetached(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(context.WithoutCancel(r.Context()))
	ctx, _ := context.WithTimeout(r.Context(), time.Minute) // want context-cancel-lost warning high
	w.Header().Set("state", state(ctx))
}

// forward asks the request that it sends, whose context the program holds.
func forward(w http.ResponseWriter, r *http.Request) {
	out, err := http.NewRequestWithContext(background, r.Method, "http://127.0.0.1/", nil)
	if err != nil {
		return
	}
	ctx, _ := context.WithTimeout(out.Context(), time.Minute) // want context-cancel-lost warning high
	w.Header().Set("state", state(ctx))
}

var background, stop = context.WithCancel(context.Background())

func state(ctx context.Context) string {
	if ctx.Err() != nil {
		return "over"
	}
	return "on"
}

type valueKey struct{}

// answer gets the context of the request beside it.
func answer(ctx context.Context, w http.ResponseWriter, r *http.Request) {
	ctx = context.WithValue(ctx, valueKey{}, r.URL.Path)
	limited, _ := context.WithTimeout(ctx, time.Minute) // want context-cancel-lost info low
	w.Header().Set("state", state(limited))
}

// answerBelow gets another context in its place.
func answerBelow(ctx context.Context, parent context.Context, w http.ResponseWriter) {
	ctx = parent
	limited, _ := context.WithTimeout(ctx, time.Minute) // want context-cancel-lost
	w.Header().Set("state", state(limited))
}

// prepare answers nobody.
func prepare(ctx context.Context, r *http.Request) string {
	limited, _ := context.WithTimeout(ctx, time.Minute) // want context-cancel-lost warning high
	return state(limited)
}
