package open

import (
	"context"
	"net/http"
)

// pull is called by what other modules can call.
func pull(url string) error {
	request, err := http.NewRequestWithContext(context.TODO(), http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request) // want context-without-deadline
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// Follow is for other modules.
func Follow(urls []string) {
	for _, url := range urls {
		_ = pull(url)
	}
}
