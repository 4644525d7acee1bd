package main

import (
	"bufio"
	"io"
	"net/http"
)

type buffered struct {
	io.Reader
	io.Closer
}

func echo(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body) // want http-unbounded-body-read info high
	_, _ = w.Write(data)
}

// The number is the size of a buffer, and no limit.
func faster(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = buffered{bufio.NewReaderSize(r.Body, 1<<16), r.Body}
		next.ServeHTTP(w, r)
	})
}

func main() {
	_ = http.ListenAndServe(":8080", faster(http.HandlerFunc(echo)))
}
