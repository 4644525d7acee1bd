// Package copied has one way to read a body.
package copied

import (
	"bytes"
	"io"
	"net/http"
)

// Copied takes it whole.
func Copied(w http.ResponseWriter, r *http.Request) {
	buffer := &bytes.Buffer{}
	if _, err := io.Copy(buffer, r.Body); err != nil { // want http-unbounded-body-read
		return
	}
	_, _ = buffer.WriteTo(w)
}
