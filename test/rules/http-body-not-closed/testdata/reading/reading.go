package reading

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

// afterReadError: net/http has closed the connection by then, so this costs little.
func afterReadError(u string) ([]byte, error) {
	resp, err := http.Get(u) // want http-body-not-closed info high
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return data, nil
}

// afterDecodeError: a decoder stops in the middle of the body.
func afterDecodeError(u string, v any) error {
	resp, err := http.Get(u) // want http-body-not-closed warning high
	if err != nil {
		return err
	}
	if err := json.NewDecoder(resp.Body).Decode(v); err != nil {
		return err
	}
	return resp.Body.Close()
}

// readOnly reads to the end and never closes.
func readOnly(u string) ([]byte, error) {
	resp, err := http.Get(u) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	return data, nil
}

// buffered gives the response back closed on one path: its callers need not close it.
func buffered(u string) (*http.Response, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 400 {
		data, err := io.ReadAll(resp.Body)
		if err != nil {
			return resp, err
		}
		resp.Body.Close()
		resp.Body = io.NopCloser(bytes.NewReader(data))
	}
	return resp, nil
}

func usesBuffered(u string) (int, error) {
	resp, err := buffered(u)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

// withoutError: a failed read has closed the connection too, so only the read to the end matters.
func withoutError(u string) string {
	resp, err := http.Get(u) // want http-body-not-closed warning high
	if err != nil {
		return ""
	}
	data, _ := io.ReadAll(resp.Body)
	return string(data)
}

// copies returns what the read gives.
func copies(w io.Writer, urls []string) error {
	for _, u := range urls {
		resp, err := http.Get(u) // want http-body-not-closed warning high
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, resp.Body); err != nil {
			return err
		}
	}
	return nil
}
