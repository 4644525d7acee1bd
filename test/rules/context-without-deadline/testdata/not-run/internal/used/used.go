package used

import (
	"context"
	"net/http"
)

// fetch is what a handler runs.
func fetch(url string) error {
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

// Answer is registered by the program.
func Answer(w http.ResponseWriter, r *http.Request) {
	if err := fetch(r.URL.Query().Get("from")); err != nil {
		w.WriteHeader(http.StatusBadGateway)
	}
}
