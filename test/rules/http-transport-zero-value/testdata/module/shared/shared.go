// Package shared uses the framework as well, but a program runs it.
package shared

import (
	"net/http"

	"github.com/onsi/ginkgo/v2"
)

func Client(inSpec bool) *http.Client {
	if inSpec {
		ginkgo.By("making a client")
	}
	return &http.Client{Transport: &http.Transport{}} // want http-transport-zero-value high
}
