package lab

import "net/http"

// ServeLab serves what is asked for.
func ServeLab(address string) error {
	return http.ListenAndServe(address, nil) // want http-server-no-timeouts warning high
}
