package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

type order struct {
	ID string `json:"id"`
}

func raw(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body) // want http-unbounded-body-read
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	_, _ = w.Write(data)
}

func decoded(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil { // want http-unbounded-body-read
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, o.ID)
}

func uploaded(w http.ResponseWriter, r *http.Request) {
	err := r.ParseMultipartForm(10 << 20) // want http-unbounded-body-read
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	fmt.Fprintln(w, len(r.MultipartForm.File))
}

func buffered(w http.ResponseWriter, r *http.Request) {
	var buffer bytes.Buffer
	if _, err := buffer.ReadFrom(r.Body); err != nil { // want http-unbounded-body-read
		return
	}
	_, _ = buffer.WriteTo(w)
}

func copied(w http.ResponseWriter, r *http.Request) {
	buffer := &bytes.Buffer{}
	if _, err := io.Copy(buffer, r.Body); err != nil { // want http-unbounded-body-read
		return
	}
	_, _ = buffer.WriteTo(w)
}

func main() {
	http.HandleFunc("/raw", raw)
	http.HandleFunc("/decoded", decoded)
	http.HandleFunc("/uploaded", uploaded)
	http.HandleFunc("/buffered", buffered)
	http.HandleFunc("/copied", copied)
	_ = http.ListenAndServe(":8080", nil)
}
