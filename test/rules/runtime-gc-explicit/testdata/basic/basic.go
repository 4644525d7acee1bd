package basic

import (
	"encoding/json"
	"net/http"
	"runtime"
)

func report(w http.ResponseWriter, r *http.Request) {
	rows := make([]string, 0, 1000)
	for range 1000 {
		rows = append(rows, r.URL.Path)
	}
	if err := json.NewEncoder(w).Encode(rows); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
	runtime.GC() // want runtime-gc-explicit
}
