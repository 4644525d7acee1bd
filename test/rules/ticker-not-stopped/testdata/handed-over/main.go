package main

import (
	"net/http"

	"example.com/handed/checks"
)

func main() {
	http.HandleFunc("/watch", func(w http.ResponseWriter, r *http.Request) { checks.Watch() })
	_ = http.ListenAndServe(":8080", nil)
}
