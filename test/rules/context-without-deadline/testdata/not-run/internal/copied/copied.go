package copied

import (
	"context"
	"net/http"
)

// Fetch is in a package that nothing imports.
func Fetch(url string) error {
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
