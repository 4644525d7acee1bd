// Package api holds handlers.
package api

import (
	"encoding/json"
	"net/http"
)

// Create is mounted by the program.
func Create(w http.ResponseWriter, r *http.Request) {
	var order struct{ ID string }
	if err := json.NewDecoder(r.Body).Decode(&order); err != nil { // want http-unbounded-body-read info high
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

// Parse is a leftover.
func Parse(w http.ResponseWriter, r *http.Request, into any) bool {
	if err := json.NewDecoder(r.Body).Decode(into); err != nil { // want http-unbounded-body-read hint low
		http.Error(w, err.Error(), http.StatusBadRequest)
		return false
	}
	return true
}
