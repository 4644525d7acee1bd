package main

import (
	"net/http"

	"example.com/skipped/tail"
)

func main() {
	tail.Load(false)
	http.HandleFunc("/reload", func(http.ResponseWriter, *http.Request) { tail.Load(true) })
	http.HandleFunc("/again", func(http.ResponseWriter, *http.Request) { tail.Again(false) })
	tail.Again(false)
	_ = http.ListenAndServe("localhost:8080", nil)
}
