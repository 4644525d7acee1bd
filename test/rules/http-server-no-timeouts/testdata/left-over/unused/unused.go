// Package unused is imported by nothing.
package unused

import "net/http"

// Reply would serve.
func Reply(address string) error {
	return http.ListenAndServe(address, nil) // want http-server-no-timeouts info low
}
