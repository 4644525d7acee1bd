// Package tried has tests of its own, as what is offered to others has.
package tried

import "net/http"

// Answer serves whoever imports it.
func Answer(address string) error {
	return http.ListenAndServe(address, nil) // want http-server-no-timeouts warning high
}
