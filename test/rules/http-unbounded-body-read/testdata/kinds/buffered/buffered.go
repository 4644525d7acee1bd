// Package buffered has one way to read a body.
package buffered

import (
	"bytes"
	"net/http"
)

// Buffered takes it whole.
func Buffered(w http.ResponseWriter, r *http.Request) {
	var buffer bytes.Buffer
	if _, err := buffer.ReadFrom(r.Body); err != nil { // want http-unbounded-body-read
		return
	}
	_, _ = buffer.WriteTo(w)
}
