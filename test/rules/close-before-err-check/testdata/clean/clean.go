package clean

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
)

func checked(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func together(url string) error {
	resp, err := http.Get(url)
	if err != nil || resp.StatusCode != http.StatusOK {
		if resp != nil {
			resp.Body.Close()
		}
		return errors.New("failed")
	}
	return resp.Body.Close()
}

func guarded(url string) error {
	resp, err := http.Get(url)
	if resp != nil {
		defer resp.Body.Close()
	}
	return err
}

func guardedLater(url string) error {
	resp, err := http.Get(url)
	defer func() {
		if err == nil {
			resp.Body.Close()
		}
	}()
	return err
}

func byHelper(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if failed(err) {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func failed(err error) bool { return err != nil }

func unwrap(resp *http.Response, err error) *http.Response {
	if err != nil {
		panic(err)
	}
	return resp
}

func unwrapped(url string) {
	resp := unwrap(http.Get(url))
	defer resp.Body.Close()
}

// What was read counts even with an error (io.Reader).
func read(r *bufio.Reader) (string, error) {
	line, err := r.ReadString('\n')
	if len(line) > 0 {
		return line, nil
	}
	return "", err
}

func success(address string) error {
	conn, err := net.Dial("tcp", address)
	if err == nil {
		return conn.Close()
	}
	return err
}

func again(url string) error {
	resp, err := http.Get(url)
	for tries := 0; err != nil && tries < 3; tries++ {
		resp, err = http.Get(url)
	}
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
