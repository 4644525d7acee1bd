package served

import "net/http"

// ServePublic serves what is asked for.
func ServePublic(address string) error {
	return http.ListenAndServe(address, nil) // want http-server-no-timeouts warning high
}
