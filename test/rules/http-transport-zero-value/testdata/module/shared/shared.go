// Package shared uses the framework as well, but a program runs it.
package shared

import (
	"net/http"

	"github.com/stretchr/testify/assert"
)

func Client(inSpec bool) *http.Client {
	if inSpec && !assert.ObjectsAreEqual(1, 1) {
		return nil
	}
	return &http.Client{Transport: &http.Transport{}} // want http-transport-zero-value high
}
