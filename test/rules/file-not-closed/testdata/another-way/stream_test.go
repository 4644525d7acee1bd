package stream

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestSent(t *testing.T) {
	send = func(*http.Request, int) (*http.Response, error) {
		return &http.Response{Body: io.NopCloser(strings.NewReader("text"))}, nil
	}
	r, err := stream("", nil)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	text.ReadFrom(r)
	if text.String() != "text" {
		t.Fatal(text.String())
	}
}

func TestStored(t *testing.T) {
	r, err := stored("stream.go") // want file-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	text.ReadFrom(r)
	if text.Len() == 0 {
		t.Fatal("empty")
	}
}
