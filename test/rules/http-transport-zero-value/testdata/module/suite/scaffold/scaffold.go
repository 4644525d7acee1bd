// Package scaffold is written with a test framework, and only specs import it.
package scaffold

import (
	"net/http"

	"github.com/stretchr/testify/assert"
)

func Client() *http.Client {
	if !assert.ObjectsAreEqual(1, 1) {
		return nil
	}
	return &http.Client{Transport: &http.Transport{}}
}
