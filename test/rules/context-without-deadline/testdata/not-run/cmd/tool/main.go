package main

import (
	"net/http"

	"example.com/notrun/internal/used"
)

func main() {
	http.HandleFunc("/", used.Answer)
	_ = http.ListenAndServe(":8080", nil)
}
