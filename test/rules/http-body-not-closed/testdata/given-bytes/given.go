package given

import (
	"context"
	"errors"
	"io"
	"net/http"
)

// querier hides the client of a library.
type querier interface {
	Do(ctx context.Context, req *http.Request) (*http.Response, []byte, []string, error)
}

type library interface {
	Do(ctx context.Context, req *http.Request) (*http.Response, []byte, error)
}

// Who gives the bytes has read them.
func names(l library, ctx context.Context, req *http.Request) ([]byte, error) {
	_, body, err := l.Do(ctx, req) // want http-body-not-closed info low
	return body, err
}

func rules(ctx context.Context, q querier, req *http.Request) ([]byte, error) {
	resp, body, warnings, err := q.Do(ctx, req) // want http-body-not-closed info low
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK || len(warnings) > 0 {
		return nil, errors.New(resp.Status)
	}
	return body, nil
}

type plain interface {
	Do(ctx context.Context, req *http.Request) (*http.Response, error)
}

// Nobody is seen to have read it.
func status(ctx context.Context, p plain, req *http.Request) (int, error) {
	resp, err := p.Do(ctx, req) // want http-body-not-closed info medium
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

type reader struct{ client *http.Client }

// It reads and does not close.
func (r *reader) read(req *http.Request) (*http.Response, []byte, error) {
	resp, err := r.client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	data := make([]byte, 64)
	n, err := io.ReadFull(resp.Body, data)
	return resp, data[:n], err
}

func head(r *reader, req *http.Request) ([]byte, error) {
	_, data, err := r.read(req) // want http-body-not-closed warning high
	return data, err
}
