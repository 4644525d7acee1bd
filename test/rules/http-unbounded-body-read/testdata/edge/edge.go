package edge

import (
	"encoding/json"
	"io"
	"net/http"
)

// A helper reads for handlers: the writer is not at hand, so there is no edit.
func decode(r *http.Request, v any) error {
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	return decoder.Decode(v) // want http-unbounded-body-read
}

func create(w http.ResponseWriter, r *http.Request) {
	var name string
	if err := decode(r, &name); err != nil {
		w.WriteHeader(http.StatusBadRequest)
	}
}

// A limit in one handler says nothing of the others.
func limited(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	data, _ := io.ReadAll(r.Body)
	_, _ = w.Write(data)
}

func routes() {
	http.HandleFunc("/create", create)
	http.HandleFunc("/limited", limited)
}
