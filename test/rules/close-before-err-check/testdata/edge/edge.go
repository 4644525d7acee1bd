package edge

import (
	"io"
	"log"
	"net/http"
)

// Found on one path only.
func onOnePath(url string, quiet bool) error {
	resp, err := http.Get(url)
	if !quiet {
		log.Print(resp.Status) // want close-before-err-check
	}
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A literal that runs when the function ends runs on the failure path too.
func inLiteral(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer func() {
		_ = resp.Body.Close() // want close-before-err-check
	}()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

// Something stands between: the fix is left to the reader.
func apart(url string) ([]byte, error) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want close-before-err-check
	log.Print("asked")
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

// The check does not leave.
func goesOn(url string) {
	resp, err := http.Get(url)
	defer resp.Body.Close() // want close-before-err-check
	if err != nil {
		log.Print(err)
	}
}

// A dropped error is a fault of its own (http-response-err-ignored).
func dropped(url string) {
	resp, _ := http.Get(url)
	defer resp.Body.Close()
}
