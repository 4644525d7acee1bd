package basic

import "net/http"

const base = "http://cart.internal:8080"

func handler(w http.ResponseWriter, r *http.Request) {
	resp, err := http.Get(base + "/healthz") // want http-body-not-drained
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
		resp, err := client.Get("http://cart.internal:8080/carts/" + id) // want http-body-not-drained
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
