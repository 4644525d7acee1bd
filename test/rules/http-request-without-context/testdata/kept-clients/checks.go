package checks

import (
	"net/http"
	"time"
)

type check struct {
	URL     string
	Seconds int
}

type checker struct {
	clients map[string]*http.Client
	spare   map[string]*http.Client
}

func newChecker(checks map[string]check) *checker {
	c := &checker{clients: make(map[string]*http.Client, len(checks)), spare: map[string]*http.Client{}}
	for name, each := range checks {
		c.clients[name] = &http.Client{Timeout: time.Duration(each.Seconds) * time.Second}
		c.spare[name] = &http.Client{}
	}
	return c
}

// Each client ends its requests.
func (c *checker) ask(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:8080"+r.URL.Path, nil) // want http-request-without-context hint low
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	client := c.clients[r.URL.Path]
	res, err := client.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	w.WriteHeader(res.StatusCode)
}

// These have no limit.
func (c *checker) askSpare(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:8081"+r.URL.Path, nil) // want http-request-without-context warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	client := c.spare[r.URL.Path]
	res, err := client.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	w.WriteHeader(res.StatusCode)
}
