package main

import (
	"io"
	"net/http"
)

func raw(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body) // want http-unbounded-body-read
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	_, _ = w.Write(data)
}

func main() {
	http.HandleFunc("/raw", raw)
	_ = http.ListenAndServe(":8080", nil)
}
