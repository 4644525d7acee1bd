package wait

import (
	"context"
	"net/http"
)

// Every caller gives a client that ends its requests.
func ForPage(ctx context.Context, client http.Client, address string) error {
	res, err := client.Get(address + "/page") // want http-request-without-context hint low
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// It comes through a field, which gets such a client only.
func ForTarget(ctx context.Context, client http.Client, address string) error {
	res, err := client.Get(address + "/target") // want http-request-without-context hint low
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// The only client that comes here has no limit.
func ForPeer(ctx context.Context, client *http.Client) error {
	res, err := client.Get("http://127.0.0.1:8083/peer") // want http-request-without-context warning high
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// One of two has none.
func ForEither(ctx context.Context, client *http.Client) error {
	res, err := client.Get("http://127.0.0.1:8083/either") // want http-request-without-context warning high
	if err != nil {
		return err
	}
	return res.Body.Close()
}
