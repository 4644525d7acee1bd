package rows

import (
	"io"
	"net/http"
	"testing"
)

type expected struct {
	status int
	file   string
}

// No row leaves by the return: each has a file, and none wants an error.
func TestEach(t *testing.T) {
	tests := []struct {
		name     string
		path     string
		expected expected
		wantErr  bool
	}{
		{name: "first", path: "/first", expected: expected{status: http.StatusOK, file: "first.json"}},
		{name: "second", path: "/second", expected: expected{status: http.StatusOK, file: "second.json"}},
	}
	for _, tt := range tests {
		tt := tt
		t.Run(tt.name, func(t *testing.T) {
			resp, err := http.Get("http://127.0.0.1" + tt.path)
			if err != nil {
				t.Fatal(err)
			}
			if tt.wantErr || tt.expected.file == "" {
				return
			}
			defer resp.Body.Close()
			if text, err := io.ReadAll(resp.Body); err != nil || len(text) == 0 {
				t.Error("empty")
			}
		})
	}
}

// The second row leaves.
func TestSome(t *testing.T) {
	tests := map[string]expected{
		"/first":  {http.StatusOK, "first.json"},
		"/second": {status: http.StatusTeapot},
	}
	for path, tt := range tests {
		resp, err := http.Get("http://127.0.0.1" + path) // want http-body-not-closed
		if err != nil {
			t.Fatal(err)
		}
		if tt.file == "" {
			return
		}
		text, err := io.ReadAll(resp.Body)
		if err != nil || len(text) == 0 {
			t.Error("empty")
		}
		resp.Body.Close()
	}
}

// What the rows say is changed before they are asked.
func TestChanged(t *testing.T) {
	tests := []expected{{file: "first.json"}, {file: "second.json"}}
	for _, tt := range tests {
		if tt.status == 0 {
			tt.file = ""
		}
		resp, err := http.Get("http://127.0.0.1/") // want http-body-not-closed
		if err != nil {
			t.Fatal(err)
		}
		if tt.file == "" {
			return
		}
		text, err := io.ReadAll(resp.Body)
		if err != nil || len(text) == 0 {
			t.Error("empty")
		}
		resp.Body.Close()
	}
}

func (e *expected) clear() { e.file = "" }

// So they are by a method.
func TestCleared(t *testing.T) {
	tests := []expected{{file: "first.json"}, {file: "second.json"}}
	for _, tt := range tests {
		tt.clear()
		resp, err := http.Get("http://127.0.0.1/") // want http-body-not-closed
		if err != nil {
			t.Fatal(err)
		}
		if tt.file == "" {
			return
		}
		read(t, resp)
	}
}

func read(t *testing.T, resp *http.Response) {
	defer resp.Body.Close()
	if text, err := io.ReadAll(resp.Body); err != nil || len(text) == 0 {
		t.Error("empty")
	}
}

// The first row of an array that names its second one is empty.
func TestSparse(t *testing.T) {
	tests := [...]expected{1: {file: "second.json"}}
	for _, tt := range tests {
		resp, err := http.Get("http://127.0.0.1/") // want http-body-not-closed
		if err != nil {
			t.Fatal(err)
		}
		if tt.file == "" {
			return
		}
		read(t, resp)
	}
}

// No value is wanted, which is no empty text.
func TestNothing(t *testing.T) {
	tests := []struct{ want any }{{}, {}}
	for _, tt := range tests {
		resp, err := http.Get("http://127.0.0.1/") // want http-body-not-closed
		if err != nil {
			t.Fatal(err)
		}
		if tt.want != "" {
			return
		}
		read(t, resp)
	}
}

// Whoever has the pointer in a row may write to what it leads to.
func TestShared(t *testing.T) {
	tests := []struct{ expected *expected }{{&expected{file: "first.json"}}}
	for _, tt := range tests {
		wanted := tt.expected
		wanted.file = ""
		resp, err := http.Get("http://127.0.0.1/") // want http-body-not-closed
		if err != nil {
			t.Fatal(err)
		}
		if tt.expected.file == "" {
			return
		}
		read(t, resp)
	}
}
