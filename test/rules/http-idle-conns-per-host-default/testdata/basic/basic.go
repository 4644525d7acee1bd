package basic

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

func discard(resp *http.Response, err error) {
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
}

var shared = &http.Client{Timeout: 5 * time.Second} // want http-idle-conns-per-host-default hint high

func prices(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func(id string) {
			defer wg.Done()
			discard(shared.Get("http://prices.internal:8080/prices/" + id))
		}(id)
	}
	wg.Wait()
}

func defaults(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func() { // want http-idle-conns-per-host-default hint high
			defer wg.Done()
			discard(http.Get(fmt.Sprintf("http://stock.internal/%s", id)))
		}()
	}
	wg.Wait()
}

type service struct {
	client *http.Client
	base   string
}

// HTTP/1 only: a TLS configuration of its own, and ForceAttemptHTTP2 not set.
func newService(base string, config *tls.Config) *service {
	transport := &http.Transport{ // want http-idle-conns-per-host-default hint medium
		TLSClientConfig: config,
		IdleConnTimeout: time.Minute,
	}
	return &service{client: &http.Client{Transport: transport}, base: base}
}

func (s *service) fetch(id string) error {
	req, err := http.NewRequest(http.MethodGet, s.base+"/items/"+id, nil)
	if err != nil {
		return err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

func (s *service) items(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, id := range r.URL.Query()["id"] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_ = s.fetch(id)
		}()
	}
	wg.Wait()
}

func Serve(config *tls.Config) {
	s := newService("https://items.example.com", config)
	http.HandleFunc("/items", s.items)
	http.HandleFunc("/prices", prices)
	http.HandleFunc("/stock", defaults)
}
