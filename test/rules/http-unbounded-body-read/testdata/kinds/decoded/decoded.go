// Package decoded has one way to read a body.
package decoded

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type order struct {
	ID string `json:"id"`
}

// Decoded takes it whole.
func Decoded(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil { // want http-unbounded-body-read
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, o.ID)
}
