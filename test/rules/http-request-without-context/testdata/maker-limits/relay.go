package relay

import (
	"net/http"
	"time"

	"example.com/relay/outbound"
)

var (
	short   = outbound.Client(20*time.Second, "short")
	endless = outbound.Client(0, "endless")
)

func get(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequest(http.MethodGet, "http://upstream/get", nil) // want http-request-without-context hint low
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	res, err := short.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	w.WriteHeader(res.StatusCode)
}

func follow(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequest(http.MethodGet, "http://upstream/follow", nil) // want http-request-without-context warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	res, err := endless.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	w.WriteHeader(res.StatusCode)
}

type maker interface{ Make() *http.Client }

type barer interface{ Bare() *http.Client }

type server struct {
	maker maker
	barer barer
}

func newServer() *server {
	return &server{maker: &outbound.Service{Limit: time.Second}, barer: outbound.Plain{}}
}

func (s *server) get(w http.ResponseWriter, r *http.Request) {
	res, err := s.maker.Make().Get("http://upstream/get") // want http-request-without-context hint low
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	w.WriteHeader(res.StatusCode)
}

func (s *server) follow(w http.ResponseWriter, r *http.Request) {
	res, err := s.barer.Bare().Get("http://upstream/follow") // want http-request-without-context warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	w.WriteHeader(res.StatusCode)
}

type configured struct{ limit time.Duration }

// A limit that is configured is given to the maker.
func (c *configured) get(w http.ResponseWriter, r *http.Request) {
	res, err := outbound.Client(c.limit, "own").Get("http://upstream/get") // want http-request-without-context hint low
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	w.WriteHeader(res.StatusCode)
}
