// Package named has one way to read a body.
package named

import (
	"io"
	"net/http"
)

// Named takes it whole.
func Named(w http.ResponseWriter, r *http.Request) {
	request := r.WithContext(r.Context())
	body := request.Body
	defer body.Close()
	data, _ := io.ReadAll(body) // want http-unbounded-body-read
	_, _ = w.Write(data)
}
