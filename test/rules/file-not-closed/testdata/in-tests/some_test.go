package intests

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

type entry struct{ failure error }

// The error is what is wanted of it.
func TestEntry(t *testing.T) {
	_, absent := os.Open("absent")
	entries := []entry{{failure: absent}}
	if len(entries) != 1 {
		t.Fatal("entries")
	}
}

func TestSent(t *testing.T) {
	failures := make(chan error, 1)
	go func() {
		_, err := os.Open("absent")
		failures <- err
	}()
	if err := <-failures; !os.IsNotExist(err) {
		t.Fatal(err)
	}
}

func TestCreated(t *testing.T) {
	_, err := os.Create("made") // want file-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
}

func create(path string) error {
	_, err := os.Create(path) // want file-not-closed info high
	return err
}

func TestHelper(t *testing.T) {
	if err := create("made"); err != nil {
		t.Fatal(err)
	}
}

// What a test uploads fits into memory.
func TestUpload(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, _, err := r.FormFile("a")
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		io.Copy(w, f)
	}))
	defer server.Close()
}
