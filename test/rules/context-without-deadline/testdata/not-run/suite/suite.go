package suite

import (
	"context"
	"net/http"
)

// Load is named by nothing, and no program imports its package, though another package does.
func Load(url string) error {
	request, err := http.NewRequestWithContext(context.TODO(), http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// Names of what is measured.
var Names = []string{"a"}
