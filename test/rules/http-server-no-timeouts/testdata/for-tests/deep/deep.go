package deep

import "net/http"

// ServeDeep is what the fake is made of.
func ServeDeep(address string) error {
	return http.ListenAndServe(address, nil) // want http-server-no-timeouts info low
}
