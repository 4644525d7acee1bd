package answers

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
)

type check struct{ *testing.T }

// Assert ends the test unless both are equal.
func (c *check) Assert(got, want any) {
	c.Helper()
	if !reflect.DeepEqual(got, want) {
		c.Fatalf("want %v, got %v", want, got)
	}
}

func send(t *testing.T, method, url string) *http.Response {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// verify reads the body of a response to its end.
func verify(c *check, resp *http.Response, want string) {
	data, err := io.ReadAll(resp.Body)
	c.Assert(err, nil)
	c.Assert(string(data), want)
}

func TestReadToTheEnd(t *testing.T) {
	c := &check{t}
	resp, err := http.Get("http://localhost/a") // want http-body-not-closed hint low
	c.Assert(err, nil)
	data, err := io.ReadAll(resp.Body)
	c.Assert(err, nil)
	c.Assert(string(data), "a")
}

func TestReadInEachIteration(t *testing.T) {
	c := &check{t}
	for _, url := range []string{"http://localhost/a", "http://localhost/b"} {
		resp, err := http.Get(url) // want http-body-not-closed hint low
		c.Assert(err, nil)
		data, err := io.ReadAll(resp.Body)
		c.Assert(err, nil)
		c.Assert(string(data), url)
	}
}

func TestReadWithoutError(t *testing.T) {
	resp := send(t, http.MethodGet, "http://localhost/a") // want http-body-not-closed hint low
	data, _ := io.ReadAll(resp.Body)
	t.Log(string(data))
}

func TestReadByHelper(t *testing.T) {
	resp := send(t, http.MethodPost, "http://localhost/a") // want http-body-not-closed hint low
	verify(&check{t}, resp, "a")
}

func TestDecoded(t *testing.T) {
	c := &check{t}
	resp, err := http.Get("http://localhost/a") // want http-body-not-closed hint low
	c.Assert(err, nil)
	var answer struct{ Name string }
	c.Assert(json.NewDecoder(resp.Body).Decode(&answer), nil)
	resp, err = http.Get("http://localhost/a.xml") // want http-body-not-closed hint low
	c.Assert(err, nil)
	decoder := xml.NewDecoder(resp.Body)
	c.Assert(decoder.Decode(&answer), nil)
}

// TestReadOnOnePath leaves a body unread.
func TestReadOnOnePath(t *testing.T) {
	resp := send(t, http.MethodGet, "http://localhost/a") // want http-body-not-closed info high
	if resp.StatusCode != http.StatusOK {
		return
	}
	data, _ := io.ReadAll(resp.Body)
	t.Log(string(data))
}

func TestPutThenGet(t *testing.T) {
	c := &check{t}
	resp := send(t, http.MethodPut, "http://localhost/a") // want http-body-not-closed hint low
	c.Assert(resp.StatusCode, http.StatusOK)
	resp = send(t, http.MethodGet, "http://localhost/a") // want http-body-not-closed info high
	c.Assert(resp.StatusCode, http.StatusOK)
}

func TestNoContent(t *testing.T) {
	c := &check{t}
	resp := send(t, http.MethodDelete, "http://localhost/a")
	c.Assert(resp.StatusCode, http.StatusNoContent)
}

func TestAssertedToBeTrue(t *testing.T) {
	c := &check{t}
	resp, err := http.Get("http://localhost/a")
	c.Assert(err == nil, true)
	defer resp.Body.Close()
}

func TestRedirect(t *testing.T) {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	resp, err := client.Get("http://localhost/a") // want http-body-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusPermanentRedirect {
		t.Error(resp.Status)
	}
}

func TestEmptyHandler(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Path", r.URL.Path)
	}))
	defer server.Close()
	resp := send(t, http.MethodGet, server.URL) // want http-body-not-closed hint low
	if resp.Header.Get("X-Path") == "" {
		t.Error("no path")
	}
}

func TestHandlerThatMayWrite(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/bad" {
			http.Error(w, "bad", http.StatusBadRequest)
		}
	}))
	defer server.Close()
	resp := send(t, http.MethodPost, server.URL) // want http-body-not-closed hint low
	if resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
}

func answer(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		http.Error(w, "method", http.StatusMethodNotAllowed)
		return
	}
	_, _ = w.Write([]byte("done"))
}

func TestHandlerThatWrites(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(answer))
	defer server.Close()
	resp, err := http.Post(server.URL, "text/plain", strings.NewReader("a")) // want http-body-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
	head := send(t, http.MethodHead, server.URL)
	if head.StatusCode != http.StatusOK {
		t.Error(head.Status)
	}
}

func TestDropped(t *testing.T) {
	_, err := http.Post("http://localhost/a", "text/plain", nil) // want http-body-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadByCount(t *testing.T) {
	c := &check{t}
	resp, err := http.Get("http://localhost/a") // want http-body-not-closed hint low
	c.Assert(err, nil)
	_, err = io.CopyN(io.Discard, resp.Body, resp.ContentLength)
	c.Assert(err, nil)

	other, err := http.Get("http://localhost/b") // want http-body-not-closed hint low
	c.Assert(err, nil)
	_, err = io.ReadFull(other.Body, make([]byte, 4))
	c.Assert(err, nil)
}

// The first lines of a body say nothing of its end.
func TestReadSome(t *testing.T) {
	c := &check{t}
	resp, err := http.Get("http://localhost/a") // want http-body-not-closed info high
	c.Assert(err, nil)
	_, err = resp.Body.Read(make([]byte, 4))
	c.Assert(err, nil)
}

// A refusal may be a status alone.
func TestRefused(t *testing.T) {
	resp, err := http.Get("http://localhost/a") // want http-body-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusForbidden {
		t.Error(resp.Status)
	}
}

// A refusal fails the test: the answer is to be a good one.
func TestNotRefused(t *testing.T) {
	resp, err := http.Get("http://localhost/a") // want http-body-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode >= 400 {
		t.Error(resp.Status)
	}
	other, err := http.Get("http://localhost/b") // want http-body-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if other.StatusCode == http.StatusNotFound {
		t.Error(other.Status)
	}
}

// The handler of the image answers a request that is not followed here.
func TestNotFollowed(t *testing.T) {
	images := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "image")
	}))
	defer images.Close()
	resp := send(t, http.MethodGet, "http://localhost/image?at="+images.URL) // want http-body-not-closed hint low
	if resp.StatusCode != http.StatusFound {
		t.Error(resp.Status)
	}
	resp = send(t, http.MethodGet, images.URL) // want http-body-not-closed info high
	if resp.StatusCode != http.StatusOK {
		t.Error(resp.Status)
	}
}

func TestRedirectWithPage(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "/other")
		w.WriteHeader(http.StatusFound)
		io.WriteString(w, "moved")
	}))
	defer server.Close()
	resp := send(t, http.MethodGet, server.URL) // want http-body-not-closed info high
	if resp.StatusCode != http.StatusFound {
		t.Error(resp.Status)
	}
}

func get(t *testing.T, url string) *http.Response {
	stop := errors.New("not followed")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return stop }}
	resp, err := client.Get(url)
	if err != nil && !errors.Is(err, stop) {
		t.Fatal(err)
	}
	return resp
}

// Who asks where to go on gets a redirect, of which net/http may have closed the body.
func TestSentElsewhere(t *testing.T) {
	c := &check{t}
	resp := send(t, http.MethodGet, "http://localhost/old") // want http-body-not-closed hint low
	c.Assert(resp.Header.Get("Location"), "/new")
	resp = send(t, http.MethodGet, "http://localhost/older") // want http-body-not-closed hint low
	if resp.Header.Get("Location") != "/new" {
		t.Error(resp.Status)
	}
	resp = send(t, http.MethodGet, "http://localhost/oldest") // want http-body-not-closed hint low
	next, err := resp.Location()
	c.Assert(err, nil)
	resp = send(t, http.MethodGet, next.String()) // want http-body-not-closed hint low
	last := resp.Header.Get("Location")
	c.Assert(last, "/new")
	resp = get(t, "http://localhost/old") // want http-body-not-closed hint low
	c.Assert(resp.Header.Get("Location"), "/new")
}

func TestSentNowhere(t *testing.T) {
	c := &check{t}
	resp := send(t, http.MethodGet, "http://localhost/a") // want http-body-not-closed info high
	c.Assert(resp.Header.Get("Location"), "")
	resp = send(t, http.MethodGet, "http://localhost/b") // want http-body-not-closed info high
	c.Assert(resp.Header.Get("Content-Type"), "text/html")
}
