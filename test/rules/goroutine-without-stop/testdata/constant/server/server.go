package server

import (
	"net/http"
	"time"
)

type Server struct {
	sizes  map[string]int
	levels map[string]int
}

func New() *Server {
	s := &Server{}
	s.configure(false)
	s.measure(false)
	return s
}

func (s *Server) configure(isReload bool) {
	s.sizes = map[string]int{}
	if !isReload {
		go s.poll()
	}
}

func (s *Server) poll() {
	for {
		time.Sleep(time.Minute)
		clear(s.sizes)
	}
}

func (s *Server) measure(isReload bool) {
	if isReload {
		s.levels = map[string]int{}
	}
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Minute)
			clear(s.levels)
		}
	}()
}

func (s *Server) Reload(w http.ResponseWriter, r *http.Request) {
	s.configure(true)
	s.measure(true)
	w.WriteHeader(http.StatusNoContent)
}
