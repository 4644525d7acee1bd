package status

import (
	"encoding/json"
	"net/http"
)

// Client asks for names; no value of it leaves the module.
type Client struct {
	base string
}

func NewClient(base string) *Client { return &Client{base: base} }

func (c *Client) Names() ([]string, error) {
	resp, err := http.Get(c.base + "/names") // want http-client-no-timeout high
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var names []string
	return names, json.NewDecoder(resp.Body).Decode(&names)
}

// Nothing calls it.
func (c *Client) Name(id string) (string, error) {
	resp, err := http.Get(c.base + "/names/" + id) // want http-client-no-timeout low
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var name string
	return name, json.NewDecoder(resp.Body).Decode(&name)
}

// Remote is called from outside, by the names of its methods.
type Remote struct{ Base string }

func (r *Remote) Count(_ string, count *int) error {
	resp, err := http.Get(r.Base + "/count") // want http-client-no-timeout high
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(count)
}

// Saved is what only Save calls, which nothing calls.
func Saved(address string) (int, error) {
	resp, err := http.Get(address) // want http-client-no-timeout low
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// Save is called by nobody.
func Save(address string) bool {
	code, err := Saved(address)
	return err == nil && code == http.StatusOK
}

// State is what Save's neighbour calls, which main calls.
func State(address string) (int, error) {
	resp, err := http.Get(address) // want http-client-no-timeout high
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// IsUp says whether somebody answers.
func IsUp(address string) bool {
	code, err := State(address)
	return err == nil && code == http.StatusOK
}
