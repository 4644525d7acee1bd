package main

import (
	"io"
	"net/http"
)

func create(w http.ResponseWriter, r *http.Request) {
	var name string
	if err := decode(r, &name); err != nil {
		w.WriteHeader(http.StatusBadRequest)
	}
}

func rename(w http.ResponseWriter, r *http.Request) {
	name, err := text(r)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	rest, _ := io.ReadAll(r.Body)
	_, _ = io.WriteString(w, name+string(rest))
}
