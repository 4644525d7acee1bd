package reading

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
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

// limitedRead: an error of ReadAll is one of the body, whatever limits how much of it is read.
func limitedRead(u string) ([]byte, error) {
	resp, err := http.Get(u) // want http-body-not-closed info high
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	return data, nil
}

// limitedOnly may leave the rest of the body unread.
func limitedOnly(u string) ([]byte, error) {
	resp, err := http.Get(u) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(resp.Body, 1<<20))
}

// skips hands the rest over; with an error there is none.
func skips(u string) (io.ReadCloser, error) {
	resp, err := http.Get(u) // want http-body-not-closed info high
	if err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, resp.Body, 100); err != nil {
		return nil, err
	}
	return resp.Body, nil
}

func copyAll(w io.Writer, r io.Reader) (n int64, err error) {
	n, err = io.CopyBuffer(w, r, make([]byte, 100))
	if err != nil {
		return
	}
	return n, nil
}

// skipsByHelper: the helper fails where reading fails.
func skipsByHelper(u string) (io.ReadCloser, error) {
	resp, err := http.Get(u) // want http-body-not-closed info high
	if err != nil {
		return nil, err
	}
	if _, err := copyAll(io.Discard, io.LimitReader(resp.Body, 100)); err != nil {
		return nil, err
	}
	return resp.Body, nil
}

func parse[T any](resp *http.Response) (T, error) {
	var value T
	if resp.Body == nil {
		return value, io.ErrUnexpectedEOF
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return value, err
	}
	return value, json.Unmarshal(data, &value)
}

// refused has a helper read the body to its end on one path, and gives it back on the other.
func refused(u string) (*http.Response, error) {
	resp, err := http.Get(u) // want http-body-not-closed info high
	if err != nil {
		return nil, err
	}
	if resp.StatusCode > 299 {
		text, err := parse[string](resp)
		if err != nil {
			return nil, err
		}
		return nil, errors.New(text)
	}
	return resp, nil
}

// reports reads an answer that is an error to its end, and closes only the others.
func reports(u string) error {
	resp, err := http.Get(u) // want http-body-not-closed info high
	if err != nil {
		return err
	}
	if resp.StatusCode >= 400 {
		text, _ := io.ReadAll(resp.Body)
		return errors.New(string(text))
	}
	return resp.Body.Close()
}

// copied stops reading when the client has gone, with the rest of the body unread.
func copied(w http.ResponseWriter, u string) error {
	resp, err := http.Get(u) // want http-body-not-closed warning high
	if err != nil {
		return err
	}
	_, err = io.Copy(w, resp.Body)
	return err
}

// copiedByHelper writes to what may fail.
func copiedByHelper(w http.ResponseWriter, u string) (*http.Response, error) {
	resp, err := http.Get(u) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	if _, err := copyAll(w, resp.Body); err != nil {
		return nil, err
	}
	return resp, nil
}

// hashed ends with the body, or where reading it fails: a hash takes everything.
func hashed(u string) ([]byte, error) {
	resp, err := http.Get(u) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	var text bytes.Buffer
	if _, err := io.Copy(io.MultiWriter(sum, &text), resp.Body); err != nil {
		return nil, err
	}
	return sum.Sum(text.Bytes()), nil
}
