package main

import (
	"log"
	"net/http"
	"time"
)

// It lives in its loop.
func main() {
	http.DefaultClient.Transport = &http.Transport{} // want http-transport-zero-value high
	for {
		resp, err := http.Get("https://example.com/")
		if err != nil {
			log.Print(err)
		} else {
			resp.Body.Close()
		}
		time.Sleep(time.Minute)
	}
}
