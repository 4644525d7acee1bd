package unknown

import "net/http"

// Which Go it is built with is not known: lowered.
func Reachable(client *http.Client, url string) (bool, error) {
	resp, err := client.Get("http://" + url) // want http-body-not-drained hint low
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusOK, resp.Body.Close()
}
