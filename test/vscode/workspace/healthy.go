package orders

import (
	"net/http"
	"time"
)

var client = &http.Client{Timeout: 5 * time.Second}

// Alive reports whether the service answers.
func Alive(base string) bool {
	resp, err := client.Get(base + "/healthz")
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}
