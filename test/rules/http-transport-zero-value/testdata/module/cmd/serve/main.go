package main

import (
	"log"
	"net/http"

	"example.com/module/shared"
)

func main() {
	transport := &http.Transport{} // want http-transport-zero-value high
	http.DefaultClient.Transport = transport
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		resp, err := shared.Client(false).Get("https://example.com/")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		resp.Body.Close()
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
