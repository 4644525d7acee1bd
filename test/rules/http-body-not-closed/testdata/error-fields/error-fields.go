package errorfields

import (
	"context"
	"errors"
	"io"
	"net/http"
)

// answer holds a response, or the error that came in its place.
type answer struct {
	failure  error
	response *http.Response
}

type client interface {
	send(ctx context.Context, target string) *answer
}

type plainClient struct{ http *http.Client }

func (c *plainClient) send(ctx context.Context, target string) *answer {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return &answer{failure: err}
	}
	response, err := c.http.Do(request)
	if err != nil {
		return &answer{failure: err}
	}
	return &answer{failure: nil, response: response}
}

// expect sets the failure beside the response.
func (a *answer) expect(status int) *answer {
	if a.failure == nil && a.response.StatusCode != status {
		a.failure = errors.New(a.response.Status)
	}
	return a
}

func (a *answer) text() (string, error) {
	if a.failure != nil {
		return "", a.failure
	}
	defer a.response.Body.Close()
	all, err := io.ReadAll(a.response.Body)
	return string(all), err
}

func read(ctx context.Context, client client, target string) (string, error) {
	answer := client.send(ctx, target)
	if answer.failure != nil {
		return "", answer.failure
	}
	return answer.text()
}

func readBySelf(ctx context.Context, client *plainClient, target string) (string, error) {
	answer := client.send(ctx, target)
	if answer.failure != nil {
		return "", answer.failure
	}
	return answer.text()
}

// The failure may be the status: then the response is there, and stays open.
func readExpected(ctx context.Context, client *plainClient, target string) (string, error) {
	answer := client.send(ctx, target) // want http-body-not-closed
	answer.expect(http.StatusOK)
	if answer.failure != nil {
		return "", answer.failure
	}
	return answer.text()
}

// Another condition says nothing of the response.
func readWhen(ctx context.Context, client *plainClient, target string, isWanted bool) (string, error) {
	answer := client.send(ctx, target) // want http-body-not-closed
	if !isWanted {
		return "", answer.failure
	}
	return answer.text()
}

type loose struct {
	failure  error
	response *http.Response
}

// The failure comes with the response.
func sendLoose(client *http.Client, target string) *loose {
	response, err := client.Get(target)
	if err != nil {
		return &loose{failure: err}
	}
	if response.StatusCode != http.StatusOK {
		return &loose{failure: errors.New(response.Status), response: response}
	}
	return &loose{response: response}
}

func (l *loose) end() { l.response.Body.Close() }

func readLoose(client *http.Client, target string) error {
	answer := sendLoose(client, target) // want http-body-not-closed
	if answer.failure != nil {
		return answer.failure
	}
	answer.end()
	return nil
}
