package main

import (
	"fmt"
	"log"
	"net/http"
)

// It goes from page to page and ends.
func main() {
	http.DefaultClient.Transport = &http.Transport{} // want http-transport-zero-value low
	for page := 1; ; page++ {
		resp, err := http.Get(fmt.Sprintf("https://example.com/?page=%d", page))
		if err != nil {
			log.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusNotFound {
			break
		}
	}
}
