package hook

import (
	"io"
	"net/http"
)

// What stands before the next handler reads what the client sends.
func before(hook func(*http.Request) error) func(http.Handler) http.Handler {
	return around(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if err := hook(r); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func around(fn func(http.ResponseWriter, *http.Request, http.Handler)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fn(w, r, next) })
	}
}

func audited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body) // want http-unbounded-body-read hint medium
		if err != nil || len(body) == 0 {
			http.Error(w, "no body", http.StatusBadRequest)
		}
	})
}
