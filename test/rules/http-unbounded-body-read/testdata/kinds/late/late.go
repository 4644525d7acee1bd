// Package late has one way to read a body.
package late

import (
	"io"
	"net/http"
)

// Late takes it whole.
func Late(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body) // want http-unbounded-body-read
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	_, _ = w.Write(data)
}
