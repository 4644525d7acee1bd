package console

import (
	"errors"
	"net/http"
	"time"
)

// watch is what the console will do again one day.
//
//nolint:unused // waits for the new client
func watch(address string) {
	go poll(address)
	for {
		response, err := http.Get(address)
		if err == nil && response.StatusCode == http.StatusOK {
			return
		}
		time.Sleep(time.Second)
	}
}

//lint:ignore U1000 only watch uses it
func poll(address string) {
	for range 10 {
		if response, err := http.Get(address); err != nil || response.StatusCode != http.StatusOK {
			continue
		}
		time.Sleep(time.Second)
	}
}

func check(address string) error { //nolint:gosec,unused
	response, err := http.Get(address)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	return nil
}

//nolint:unused // no longer true: Ready uses it
func ready(address string) error {
	response, err := http.Get(address) // want http-body-not-closed
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	return nil
}

// Ready says whether somebody answers.
func Ready(address string) error { return ready(address) }

// it is not called yet, but nobody says that it will not be
func later(address string) error { //nolint:gosec // unused, so far
	response, err := http.Get(address) // want http-body-not-closed
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return errors.New(response.Status)
	}
	return nil
}
