// Functions that read the body after the function which made the request has returned.
package functions

import (
	"errors"
	"io"
	"net/http"
)

type reply struct {
	write func(http.ResponseWriter) error
}

func later(write func(http.ResponseWriter) error) *reply {
	return &reply{write: write}
}

func now(w http.ResponseWriter, write func(http.ResponseWriter) error) error {
	return write(w)
}

func streamed(r *http.Request) (*reply, error) {
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	return later(func(w http.ResponseWriter) error {
		w.WriteHeader(resp.StatusCode)
		_, err := io.Copy(w, resp.Body)
		return err
	}), nil
}

func checkedFirst(r *http.Request) (*reply, error) {
	resp, err := http.DefaultClient.Do(r) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	write := func(w http.ResponseWriter) error {
		_, err := io.Copy(w, resp.Body)
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	return &reply{write: write}, nil
}

func writtenHere(w http.ResponseWriter, r *http.Request) error {
	resp, err := http.DefaultClient.Do(r) // want http-body-not-closed warning high
	if err != nil {
		return err
	}
	return now(w, func(w http.ResponseWriter) error {
		_, err := io.CopyN(w, resp.Body, 512)
		return err
	})
}

func statusOnly(r *http.Request) (func() int, error) {
	resp, err := http.DefaultClient.Do(r) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	return func() int { return resp.StatusCode }, nil
}

func registered(r *http.Request, register func(func(io.Writer))) error {
	resp, err := http.DefaultClient.Do(r) // want http-body-not-closed info medium
	if err != nil {
		return err
	}
	register(func(w io.Writer) { io.CopyN(w, resp.Body, 512) })
	return nil
}
