package shared

import (
	"errors"
	"net/http"
)

var kept []*http.Response

// A close before the return would also close the response that has just been kept.
func sometimesKept(url string, keep bool) error {
	resp, err := http.Get(url) // want http-body-not-closed
	if err != nil {
		return err
	}
	if keep {
		kept = append(kept, resp)
	}
	return nil
}

// Closed under a flag that is set too early.
func tooEarly(url string) (err error) {
	resp, err := http.Get(url) // want http-body-not-closed
	if err != nil {
		return err
	}
	handedOver := false
	defer func() {
		if !handedOver {
			resp.Body.Close()
		}
	}()
	handedOver = true
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	kept = append(kept, resp)
	return nil
}

// The flag is set where the response is handed over.
func inTime(url string) (err error) {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	handedOver := false
	defer func() {
		if !handedOver {
			resp.Body.Close()
		}
	}()
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	kept = append(kept, resp)
	handedOver = true
	return nil
}
