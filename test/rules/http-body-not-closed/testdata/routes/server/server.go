package server

import (
	"io"
	"net/http"
)

// New gives the server's routes.
func New() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/alive", alive)
	mux.HandleFunc("GET /ready", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-State", "ready")
		w.WriteHeader(http.StatusOK)
	})
	mux.HandleFunc("/name", name)
	mux.HandleFunc("/logged", logged(alive))
	mux.Handle("/files", http.FileServer(http.Dir(".")))
	mux.HandleFunc("/v1/state", name)
	mux.HandleFunc("/state", alive)
	return mux
}

func alive(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusOK)
}

func name(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusOK)
	_, _ = io.WriteString(w, "routes")
}

func logged(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		next(w, r)
	}
}
