// Package scaffold is written with a test framework, and only specs import it.
package scaffold

import (
	"net/http"

	"github.com/onsi/ginkgo/v2"
)

func Client() *http.Client {
	ginkgo.By("making a client")
	return &http.Client{Transport: &http.Transport{}}
}
