package edge

import (
	"io"
	"net/http"
	"os"
	"time"
)

type api struct {
	client *http.Client
	base   string
}

// Told once, whatever is sent with it; redirects do not end a wait.
func newAPI(base string) *api {
	return &api{
		base: base,
		client: &http.Client{ // want http-client-no-timeout
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (a *api) users() error {
	resp, err := a.client.Get(a.base + "/users")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (a *api) remove() error {
	req, err := http.NewRequest(http.MethodDelete, a.base+"/users", nil)
	if err != nil {
		return err
	}
	resp, err := a.client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A transport with limits for idle connections and handshakes has none for the answer.
func transport(address string) error {
	client := &http.Client{Transport: &http.Transport{ // want http-client-no-timeout
		TLSHandshakeTimeout: 10 * time.Second,
		IdleConnTimeout:     time.Minute,
	}}
	resp, err := client.Get(address)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func zero(address string) error {
	client := http.Client{Timeout: 0} // want http-client-no-timeout
	resp, err := client.Get(address)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func declared(address string) error {
	var client http.Client
	resp, err := client.Get(address) // want http-client-no-timeout
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A limit on the whole request would cut it: found without a fix.
func download(address string, file *os.File) error {
	resp, err := http.Get(address) // want http-client-no-timeout
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(file, resp.Body)
	return err
}

// This machine answers or refuses, most of the time: the confidence is lower.
func local() error {
	resp, err := http.Get("http://localhost:8080/healthz") // want http-client-no-timeout
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
