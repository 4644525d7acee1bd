package clean

import "net/http"

func guarded(url string) int {
	resp, _ := http.Get(url)
	if resp == nil {
		return 0
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

func handed(url string, show func(*http.Response)) {
	resp, _ := http.Head(url)
	show(resp)
}

func checked(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}
