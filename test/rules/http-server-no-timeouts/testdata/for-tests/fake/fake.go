package fake

import (
	"net/http"

	"example.com/fortests/deep"
)

// Serve serves what is asked for.
func Serve(address, other string) error {
	go func() { _ = deep.ServeDeep(other) }()
	return http.ListenAndServe(address, nil) // want http-server-no-timeouts info low
}
