package middleware

import (
	"io"
	"net/http"
)

// A middleware limits what the handlers behind it read.
func limitBodies(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
		next.ServeHTTP(w, r)
	})
}

func echo(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body)
	_, _ = w.Write(data)
}

func serve() error {
	return http.ListenAndServe(":8080", limitBodies(http.HandlerFunc(echo)))
}
