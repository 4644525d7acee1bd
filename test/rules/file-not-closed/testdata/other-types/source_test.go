package source

import (
	"io"
	"testing"
)

func read(t *testing.T, library *Library) int64 {
	text, err := library.Text("first") // want file-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestMemory(t *testing.T) {
	if n := read(t, &Library{Source: memory{"first": "text"}}); n != 4 {
		t.Fatal(n)
	}
}

// Here it is said which of them it is.
func TestDisk(t *testing.T) {
	text, err := (&disk{folder: "testdata"}).Text("first") // want file-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, text); err != nil {
		t.Fatal(err)
	}
}
