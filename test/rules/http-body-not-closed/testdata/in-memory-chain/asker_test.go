package asker

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

type canned struct{ text string }

func (c canned) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(c.text))}, nil
}

// Nothing else is ever put into the links.
func TestChain(t *testing.T) {
	first := Strict{Inner: canned{"a"}}
	c := &Chain{Links: []Strict{first, {Inner: canned{"b"}}}}
	req, err := http.NewRequest(http.MethodGet, "http://localhost/a", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
}
