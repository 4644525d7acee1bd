package given

import (
	"errors"
	"io"
	"net/http"
)

func drain(body io.ReadCloser) error {
	_, err := io.Copy(io.Discard, body)
	body.Close()
	return err
}

// removed gives the response back with its body closed, and none when it fails.
func removed(request *http.Request) (*http.Response, error) {
	if request.Method != http.MethodDelete {
		return nil, errors.New("method")
	}
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	return resp, drain(resp.Body)
}

func isGone(request *http.Request) (bool, error) {
	resp, err := removed(request)
	if resp.StatusCode == http.StatusNotFound { // want close-before-err-check
		return false, nil
	}
	return true, err
}

func isGoneAfterAll(request *http.Request) (bool, error) {
	resp, err := removed(request)
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusNoContent, nil
}
