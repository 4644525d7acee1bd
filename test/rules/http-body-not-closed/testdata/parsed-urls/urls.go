package urls

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// The text of a parsed URL parses again: nobody comes to the second return.
func moved(client *http.Client, from string) (string, error) {
	resp, err := client.Get(from)
	if err != nil {
		return "", err
	}
	if at, err := resp.Location(); err == nil {
		copied, err := url.Parse(at.String())
		if err != nil {
			return "", fmt.Errorf("target: %w", err)
		}
		copied.Host = "localhost"
		resp.Header.Set("Location", copied.String())
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return string(data), err
}

// A host that the program writes itself may be none.
func movedTo(client *http.Client, from, host string) (string, error) {
	resp, err := client.Get(from) // want http-body-not-closed
	if err != nil {
		return "", err
	}
	if at, err := resp.Location(); err == nil {
		at.Host = host
		copied, err := url.Parse(at.String())
		if err != nil {
			return "", fmt.Errorf("target: %w", err)
		}
		resp.Header.Set("Location", copied.String())
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return string(data), err
}

// What a header says may be no URL.
func announced(client *http.Client, from string) (string, error) {
	resp, err := client.Get(from) // want http-body-not-closed
	if err != nil {
		return "", err
	}
	target, err := url.Parse(resp.Header.Get("Location"))
	if err != nil {
		return "", fmt.Errorf("target: %w", err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return target.Path + string(data), err
}
