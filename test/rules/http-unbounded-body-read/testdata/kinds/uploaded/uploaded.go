// Package uploaded has one way to read a body.
package uploaded

import (
	"fmt"
	"net/http"
)

// Uploaded takes it whole.
func Uploaded(w http.ResponseWriter, r *http.Request) {
	err := r.ParseMultipartForm(10 << 20) // want http-unbounded-body-read
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, len(r.MultipartForm.File))
}
