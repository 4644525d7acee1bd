// Package fake stands in for a service; no program imports it.
package fake

import (
	"encoding/json"
	"net/http"
)

// Handler takes what it is sent.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var pin struct{ ID string }
		if err := json.NewDecoder(r.Body).Decode(&pin); err != nil { // want http-unbounded-body-read hint low
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	})
}
