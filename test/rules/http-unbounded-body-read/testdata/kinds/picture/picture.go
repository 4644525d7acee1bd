// Package picture has one way to read a body.
package picture

import (
	"io"
	"net/http"
)

// Picture takes it whole.
func Picture(w http.ResponseWriter, r *http.Request) {
	file, _, err := r.FormFile("picture") // want http-unbounded-body-read
	if err != nil {
		return
	}
	defer file.Close()
	_, _ = io.Copy(w, file)
}
