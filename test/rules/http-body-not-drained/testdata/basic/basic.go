package basic

import "net/http"

const base = "http://cart.internal:8080"

func handler(w http.ResponseWriter, r *http.Request) {
	resp, err := http.Get(base + "/index.html") // want http-body-not-drained hint high
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

func loop(client *http.Client, ids <-chan string) int {
	failed := 0
	for id := range ids {
		resp, err := client.Get("http://cart.internal:8080/carts/" + id) // want http-body-not-drained hint high
		if err != nil {
			failed++
			continue
		}
		if resp.StatusCode != http.StatusOK {
			failed++
		}
		resp.Body.Close()
	}
	return failed
}

func sizes(paths []string) int64 {
	var total int64
	for _, path := range paths {
		total += size(path)
	}
	return total
}

func size(path string) int64 {
	resp, err := http.Get(base + "/" + path) // want http-body-not-drained hint high
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	return resp.ContentLength
}
