package engine

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

func listen(t *testing.T) net.Listener {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	return ln
}

// The handler of the path leaves the call alone, so that the answer has no body.
func TestSilent(t *testing.T) {
	ln := listen(t)
	e := New()
	count := 0
	e.On("/silent", func(c *Call) { count++ })
	e.On("/loud", func(c *Call) { c.Say("loud") })
	go e.Serve(ln)
	if _, err := http.Get(at(ln, "/silent?a=1")); err != nil { // want http-body-not-closed hint low
		t.Fatal(err)
	}
	if _, err := http.Get(at(ln, "/loud")); err != nil { // want http-body-not-closed info high
		t.Fatal(err)
	}
	if _, err := http.Get(at(ln, "/unknown")); err != nil { // want http-body-not-closed info high
		t.Fatal(err)
	}
}

func say(c *Call) { c.Say("text") }

// One of two engines answers.
func TestEither(t *testing.T) {
	ln := listen(t)
	first, second := New(), New()
	first.On("/either", func(*Call) {})
	second.On("/either", say)
	go second.Serve(ln)
	if _, err := http.Get(at(ln, "/either")); err != nil { // want http-body-not-closed info high
		t.Fatal(err)
	}
}

func TestText(t *testing.T) {
	ln := listen(t)
	e := New()
	e.On("/text", say)
	go e.Serve(ln)
	res, err := http.Get(at(ln, "/text"))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if text, err := io.ReadAll(res.Body); err != nil || string(text) != "text" {
		t.Error(string(text), err)
	}
}

// The root is asked without a path.
func TestRoot(t *testing.T) {
	ln := listen(t)
	e := New()
	e.On("/", func(*Call) {})
	go e.Serve(ln)
	if _, err := http.Get(at(ln, "")); err != nil { // want http-body-not-closed hint low
		t.Fatal(err)
	}
}

// No body belongs to the status.
func TestNotModified(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotModified)
		_, _ = w.Write(nil)
	}))
	defer server.Close()
	if _, err := http.Post(server.URL, "text/plain", nil); err != nil { // want http-body-not-closed hint low
		t.Fatal(err)
	}
}

func start(payload []byte) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if len(payload) == 0 {
			return
		}
		_, _ = w.Write(payload)
	}))
}

func startLoud() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "loud")
	}))
}

// A helper starts the server, whose handler need not write.
func TestStarted(t *testing.T) {
	server := start(nil)
	defer server.Close()
	if _, err := http.Get(server.URL + "/hello"); err != nil { // want http-body-not-closed hint low
		t.Fatal(err)
	}
}

func TestStartedLoud(t *testing.T) {
	server := startLoud()
	defer server.Close()
	if _, err := http.Post(server.URL+"/hello", "text/plain", nil); err != nil { // want http-body-not-closed info high
		t.Fatal(err)
	}
}
