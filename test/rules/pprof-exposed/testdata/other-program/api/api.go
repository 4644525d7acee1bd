// Package api answers requests; the program that runs it registers the pages.
package api

import (
	"net/http"
	"time"
)

type server struct{ port string }

// Start serves.
func Start() error {
	s := &server{port: "8080"}
	return s.Serve()
}

// Serve serves the default mux.
func (s *server) Serve() error {
	public := http.Server{Addr: ":" + s.port, ReadHeaderTimeout: time.Second} // want pprof-exposed
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusOK) })
	return public.ListenAndServe()
}
