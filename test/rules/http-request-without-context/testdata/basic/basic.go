package basic

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"
)

var client = &http.Client{Timeout: 10 * time.Second}

func request(ctx context.Context, address string) (int, error) {
	req, err := http.NewRequest(http.MethodDelete, address, nil) // want http-request-without-context hint low
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

func get(ctx context.Context, address string) ([]byte, error) {
	resp, err := http.Get(address) // want http-request-without-context warning high
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func post(ctx context.Context, address string) error {
	resp, err := client.Post(address, "text/plain", strings.NewReader("x")) // want http-request-without-context hint low
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func handler(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequest("GET", "https://example.com/", nil) // want http-request-without-context warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

func loop(ctx context.Context, addresses []string) int {
	found := 0
	for _, address := range addresses {
		resp, err := client.Head(address) // want http-request-without-context hint low
		if err != nil {
			continue
		}
		found++
		resp.Body.Close()
	}
	return found
}
