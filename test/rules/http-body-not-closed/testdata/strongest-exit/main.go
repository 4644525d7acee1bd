package main

import (
	"errors"
	"io"
	"log"
	"net/http"
)

// Its error ends the process, but without one main goes on with the connection kept.
func fetch(url string) error {
	resp, err := http.Get(url) // want http-body-not-closed info high
	if err != nil {
		return err
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return errors.New("empty")
	}
	return nil
}

func main() {
	if err := fetch("http://localhost:8080"); err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(":8080", nil))
}
