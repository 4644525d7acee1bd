package none

import "net/http"

// Nothing limits it, and no caller can end it.
func fetch(address string) error {
	req, err := http.NewRequest(http.MethodGet, address, nil) // want http-request-without-context hint low
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
