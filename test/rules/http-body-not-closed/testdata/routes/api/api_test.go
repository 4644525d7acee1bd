package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/routes/server"
)

type client struct {
	address string
}

func (c *client) get(t *testing.T, path string) *http.Response {
	resp, err := http.Get(c.address + "/" + path)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

func TestStatus(t *testing.T) {
	started := httptest.NewServer(server.New())
	defer started.Close()
	c := &client{started.URL}
	if resp := c.get(t, "alive"); resp.StatusCode != http.StatusOK { // want http-body-not-closed hint low
		t.Error(resp.Status)
	}
	if resp := c.get(t, "name"); resp.StatusCode != http.StatusOK { // want http-body-not-closed info high
		t.Error(resp.Status)
	}
	// the middleware may write
	if resp := c.get(t, "logged"); resp.StatusCode != http.StatusOK { // want http-body-not-closed info high
		t.Error(resp.Status)
	}
	if resp := c.get(t, "files"); resp.StatusCode != http.StatusOK { // want http-body-not-closed info high
		t.Error(resp.Status)
	}
	// the route of the whole path answers
	if resp := c.get(t, "v1/state?full=1"); resp.StatusCode != http.StatusOK { // want http-body-not-closed info high
		t.Error(resp.Status)
	}
	if resp := c.get(t, "v2/state"); resp.StatusCode != http.StatusOK { // want http-body-not-closed hint low
		t.Error(resp.Status)
	}
	resp, err := http.Get(started.URL + "/ready") // want http-body-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
}

func TestName(t *testing.T) {
	started := httptest.NewServer(server.New())
	defer started.Close()
	c := &client{started.URL}
	resp := c.get(t, "name")
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || string(text) != "routes" {
		t.Error(string(text), err)
	}
}
