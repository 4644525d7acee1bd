// Package orders reads orders from another service.
package orders

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Order is one order.
type Order struct {
	ID    string `json:"id"`
	Total int    `json:"total"`
}

// Fetch reads one order.
func Fetch(peer *http.Client, base, id string) (*Order, error) {
	resp, err := peer.Get(base + "/orders/" + id)
	if err != nil {
		return nil, fmt.Errorf("order %s: %w", id, err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("order %s: %s", id, resp.Status)
	}
	var order Order
	return &order, json.NewDecoder(resp.Body).Decode(&order)
}
