package hooks

import (
	"context"
	"net/http"
	"time"
)

// The process gives its default client a limit.
func init() {
	http.DefaultClient.Timeout = time.Minute
}

func call(ctx context.Context, url string) error {
	request, err := http.NewRequest(http.MethodPost, url, nil) // want http-request-without-context hint low
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// A client of its own has none.
var client = &http.Client{}

func callOwn(ctx context.Context, url string) error {
	request, err := http.NewRequest(http.MethodPost, url, nil) // want http-request-without-context warning high
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}
