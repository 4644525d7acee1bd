package basic

import (
	"io"
	"net/http"
)

func read(url string) ([]byte, error) {
	resp, _ := http.Get(url) // want http-response-err-ignored warning high
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func status(client *http.Client, req *http.Request) int {
	resp, _ := client.Do(req) // want http-response-err-ignored
	defer resp.Body.Close()
	return resp.StatusCode
}

func head(url string) string {
	resp, _ := http.Head(url) // want http-response-err-ignored
	return resp.Status
}
