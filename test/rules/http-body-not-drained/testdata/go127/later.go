package go127

import "net/http"

// Close reads the rest itself.
func Reachable(client *http.Client, url string) (bool, error) {
	resp, err := client.Get("http://" + url)
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusOK, resp.Body.Close()
}
