package main

import (
	"io"
	"net/http"

	"example.com/wrapped/limits"
)

func echo(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body)
	_, _ = w.Write(data)
}

// The body that handlers get behind it is one with an end: something makes it of the body and a number.
func limited(next http.Handler, most int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = limits.Body(r.Body, most)
		next.ServeHTTP(w, r)
	})
}

func main() {
	_ = http.ListenAndServe(":8080", limited(http.HandlerFunc(echo), 1<<20))
}
