package few

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

func TestTable(t *testing.T) {
	cases := []struct{ name string }{{"a"}, {"b"}}
	for _, each := range cases {
		f, err := os.Open(each.name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
	}
}

// nobody can tell whether the servers are wanted until the end
func TestServers(t *testing.T) {
	for range 100 {
		server := httptest.NewServer(nil)
		defer server.Close() // want defer-in-loop hint low
	}
}

func TestFiles(t *testing.T) {
	for range 100 {
		f, err := os.Open("a")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close() // want defer-in-loop hint low
	}
}

// nothing is open behind what a recorder noted
func TestRecorded(t *testing.T) {
	for range 100 {
		recorder := httptest.NewRecorder()
		http.NotFound(recorder, nil)
		resp := recorder.Result()
		defer resp.Body.Close() // want defer-in-loop hint low
	}
}

func listening(t *testing.T) net.Listener {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestListeners(t *testing.T) {
	for range 100 {
		l := listening(t)
		defer l.Close() // want defer-in-loop hint low
	}
}

func open(t *testing.T) int { return 0 }

// all ten are to be open at once: what a test keeps for a known few is its own matter
func TestOpen(t *testing.T) {
	before := open(t)
	for range 10 {
		f, err := os.Open("a")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
	}
	if open(t) != before+10 {
		t.Fatal("not ten")
	}
}

// what a test uploads fits into memory
func TestUploads(t *testing.T) {
	http.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) {
		for _, header := range r.MultipartForm.File["files"] {
			f, err := header.Open()
			if err != nil {
				return
			}
			defer f.Close()
			f.Seek(1, 0)
		}
	})
}

var fixtures = map[string]string{
	"first":  "a.txt",
	"second": "b.txt",
}

var paths = [...]string{"a.txt", "b.txt"}

// the source writes out what it goes over, and nothing adds to it
func TestMain(m *testing.M) {
	os.Exit(func() int {
		for _, path := range fixtures {
			f, err := os.Open(path)
			if err != nil {
				return 1
			}
			defer f.Close()
		}
		for _, path := range paths {
			f, err := os.Open(path)
			if err != nil {
				return 1
			}
			defer f.Close()
		}
		return m.Run()
	}())
}

var found = map[string]string{"first": "a.txt"}

// tests put into it what they find
func TestFound(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		found[entry.Name()] = entry.Name()
	}
	for _, path := range found {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close() // want defer-in-loop hint low
	}
	if fixtures["first"] != paths[0] {
		t.Fatal("other")
	}
}
