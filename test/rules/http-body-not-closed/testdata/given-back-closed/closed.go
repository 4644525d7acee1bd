package closed

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

type options struct {
	noResponse bool
}

func drain(body io.ReadCloser) error {
	_, err := io.Copy(io.Discard, body)
	body.Close()
	return err
}

// call gives the response back with its body closed when nobody wants it.
func call(request *http.Request, o *options) (*http.Response, error) {
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	if o.noResponse {
		return resp, drain(resp.Body)
	}
	return resp, nil
}

func status(request *http.Request) (string, error) {
	resp, err := call(request, &options{noResponse: true})
	if err != nil {
		return "", err
	}
	return resp.Status, nil
}

type decoder func(resp *http.Response, into any) error

func decodeJSON(resp *http.Response, into any) error {
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

// decoded lets a function value read the body, and gives the response back for its headers.
func decoded(request *http.Request, into any, decode decoder) (*http.Response, error) {
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	if into == nil {
		return resp, nil
	}
	err = decode(resp, into)
	return resp, err
}

func header(request *http.Request, into any) (string, error) {
	resp, err := decoded(request, into, decodeJSON)
	if err != nil {
		return "", err
	}
	return resp.Header.Get("Etag"), nil
}

// sent gives it back open whatever happens.
func sent(request *http.Request) (*http.Response, error) {
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func open(request *http.Request) (string, error) {
	resp, err := sent(request) // want http-body-not-closed
	if err != nil {
		return "", err
	}
	return resp.Status, nil
}

// refused closes the body only when it says no.
func refused(resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	return errors.New(string(text))
}

func checked(request *http.Request) (*http.Response, error) {
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	return resp, refused(resp)
}

func named(request *http.Request) (string, error) {
	resp, err := checked(request) // want http-body-not-closed
	if err != nil {
		return "", err
	}
	return resp.Header.Get("Content-Disposition"), nil
}
