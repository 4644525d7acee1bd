package main

import (
	"encoding/json"
	"io"
	"net/http"
)

// One finding for the package, at the first place: one limit before the handlers does for all.
func decode(r *http.Request, into any) error {
	return json.NewDecoder(r.Body).Decode(into) // want http-unbounded-body-read info high
}

func text(r *http.Request) (string, error) {
	data, err := io.ReadAll(r.Body)
	return string(data), err
}

func main() {
	http.HandleFunc("/create", create)
	http.HandleFunc("/rename", rename)
	_ = http.ListenAndServe(":8080", nil)
}
