// Package gateway takes connections; the program that runs it registers no pages.
package gateway

import (
	"net/http"
	"time"
)

type server struct{ port string }

type handling interface {
	Run() error
}

// Start serves.
func Start() error {
	var h handling = &server{port: "8090"}
	return h.Run()
}

// Run serves the default mux.
func (s *server) Run() error {
	public := http.Server{Addr: ":" + s.port, ReadHeaderTimeout: time.Second}
	http.HandleFunc("/gate", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusOK) })
	return public.ListenAndServe()
}
