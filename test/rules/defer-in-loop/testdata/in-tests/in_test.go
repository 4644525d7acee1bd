package intests

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"testing"
	"time"
)

// Every test hands over a few names that it writes out.
func printed(t *testing.T, w io.Writer, names []string) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		io.Copy(w, f)
	}
}

func TestPrinted(t *testing.T) {
	printed(t, io.Discard, []string{"a", "b"})
	printed(t, io.Discard, []string{"c"})
}

// Tests collect what they hand over.
func collected(t *testing.T, w io.Writer, names []string) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close() // want defer-in-loop hint low
		io.Copy(w, f)
	}
}

func TestCollected(t *testing.T) {
	var names []string
	for _, each := range os.Args {
		names = append(names, each+".txt")
	}
	collected(t, io.Discard, names)
}

// What the folder holds, nobody knows.
func found(t *testing.T, w io.Writer, names []string) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close() // want defer-in-loop hint low
		io.Copy(w, f)
	}
}

func TestFound(t *testing.T) {
	folder, err := os.Open(".")
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	names, err := folder.Readdirnames(0)
	if err != nil {
		t.Fatal(err)
	}
	found(t, io.Discard, names)
}

// The first good answer ends it; without one there is nothing to close.
func wait(url string) error {
	for i := 0; i < 100; i++ {
		time.Sleep(100 * time.Millisecond)
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		defer resp.Body.Close() // want defer-in-loop hint low
		if resp.StatusCode == http.StatusOK {
			return nil
		}
	}
	return fmt.Errorf("%s is not up", url)
}

// Good answers keep it going.
func load(url string) error {
	for i := 0; i < 100; i++ {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop hint low
		if resp.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %s", url, resp.Status)
		}
	}
	return nil
}

func TestLoad(t *testing.T) {
	if err := wait(os.Getenv("TARGET")); err != nil {
		t.Fatal(err)
	}
	if err := load(os.Getenv("TARGET")); err != nil {
		t.Fatal(err)
	}
}
