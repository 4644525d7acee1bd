// Package orders is called through an interface of a library.
package orders

import (
	"encoding/json"
	"net/http"
)

// Orders is called through an interface of a library.
type Orders struct{}

// Post takes an order.
func (Orders) Post(w http.ResponseWriter, r *http.Request) {
	var order struct{ ID string }
	if err := json.NewDecoder(r.Body).Decode(&order); err != nil { // want http-unbounded-body-read info high
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}
