package basic

import (
	"io"
	"net/http"
	"net/url"
	"strings"
)

func get(address string) ([]byte, error) {
	resp, err := http.Get(address) // want http-client-no-timeout
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func post(address string) error {
	resp, err := http.Post(address, "text/plain", strings.NewReader("x")) // want http-client-no-timeout
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func form(address string) error {
	resp, err := http.PostForm(address, url.Values{}) // want http-client-no-timeout
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func named(address string) error {
	resp, err := http.DefaultClient.Head(address) // want http-client-no-timeout
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func request(address string) error {
	req, err := http.NewRequest(http.MethodDelete, address, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want http-client-no-timeout
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func literal(address string) error {
	client := &http.Client{} // want http-client-no-timeout
	resp, err := client.Get(address)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
