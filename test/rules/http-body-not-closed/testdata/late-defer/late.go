package late

import (
	"errors"
	"io"
	"net/http"
)

func afterStatusCheck(u string) ([]byte, error) {
	resp, err := http.Get(u) // want http-body-not-closed
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}

	defer resp.Body.Close()

	return io.ReadAll(resp.Body)
}

func lastStatement(u string) error {
	resp, err := http.Get(u) // want http-body-not-closed
	if err != nil {
		return err
	}
	if resp.StatusCode == http.StatusTeapot {
		return errors.New("teapot")
	}

	defer resp.Body.Close()
	return nil
}

// handsOn moves the value away on one path: it is closed only where it leaks.
func handsOn(u string) (*http.Response, error) {
	resp, err := http.Get(u) // want http-body-not-closed
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	return resp, nil
}
