package gate

import (
	"context"
	"net/http"
)

// Sender sends a request with a context.
type Sender func(ctx context.Context, request *http.Request) (*http.Response, error)

// Through gives the status of an answer that comes in time.
func Through(ctx context.Context, send Sender, request *http.Request) (int, error) {
	response, err := send(ctx, request)
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	default:
	}
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	return response.StatusCode, nil
}

// Twice asks for another context than the one of the request.
func Twice(ctx, other context.Context, send Sender, request *http.Request) (int, error) {
	response, err := send(ctx, request) // want http-body-not-closed
	if err != nil {
		return 0, err
	}
	if other.Err() != nil {
		return 0, other.Err()
	}
	defer response.Body.Close()
	return response.StatusCode, nil
}
