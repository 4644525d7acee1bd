package stream

import (
	"bytes"
	"io"
	"net/http"
	"os"
)

var send = func(req *http.Request, tries int) (*http.Response, error) {
	return http.DefaultClient.Do(req)
}

// stream gives the copy on the disk, and without one what the server sends.
func stream(path string, req *http.Request) (io.ReadCloser, error) {
	if path != "" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		return f, nil
	}
	resp, err := send(req, 3)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

// stored always gives a file.
func stored(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func lengthOf(path string, req *http.Request) (int64, error) {
	r, err := stream(path, req) // want file-not-closed warning high
	if err != nil {
		return 0, err
	}
	var text bytes.Buffer
	return text.ReadFrom(r)
}
