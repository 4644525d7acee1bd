package owners

import (
	"bufio"
	"errors"
	"io"
	"net/http"
)

// Stream is a body that is read by lines.
type Stream struct {
	body   io.ReadCloser
	reader *bufio.Reader
}

// Open starts a stream.
func Open(client *http.Client, url string) (*Stream, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, errors.New(resp.Status)
	}
	return &Stream{body: resp.Body, reader: bufio.NewReader(resp.Body)}, nil
}

// Next reads a line.
func (s *Stream) Next() (string, error) { return s.reader.ReadString('\n') }

// Close ends the stream.
func (s *Stream) Close() error { return s.body.Close() }

func first(client *http.Client, url string) (string, error) {
	s, err := Open(client, url) // want http-body-not-closed warning high
	if err != nil {
		return "", err
	}
	line, err := s.Next()
	if err != nil {
		return "", err
	}
	s.Close()
	return line, nil
}

func closed(client *http.Client, url string) (string, error) {
	s, err := Open(client, url)
	if err != nil {
		return "", err
	}
	defer s.Close()
	return s.Next()
}

// Reply holds the whole response.
type Reply struct {
	resp *http.Response
}

func ask(client *http.Client, url string) (*Reply, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	return &Reply{resp: resp}, nil
}

func (r *Reply) status() int { return r.resp.StatusCode }

func (r *Reply) release() {
	_, _ = io.Copy(io.Discard, r.resp.Body)
	_ = r.resp.Body.Close()
}

func accepted(client *http.Client, url string) (bool, error) {
	r, err := ask(client, url) // want http-body-not-closed warning high
	if err != nil {
		return false, err
	}
	if r.status() >= 400 {
		return false, errors.New("refused")
	}
	r.release()
	return true, nil
}
