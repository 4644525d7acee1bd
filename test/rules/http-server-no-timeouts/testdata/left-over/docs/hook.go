//go:build ignore

package main

import "net/http"

// Run by hand: go run docs/hook.go.
func main() {
	_ = http.ListenAndServe(":8080", nil) // want http-server-no-timeouts warning high
}
