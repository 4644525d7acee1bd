package pages

import (
	"os"
	"path/filepath"
	"testing"
)

// No file can be created where a folder is.
func TestFolder(t *testing.T) {
	path := t.TempDir()
	target, err := New(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := target.Add("one", "text"); err != nil {
		t.Fatal(err)
	}
}

func TestMadeFolder(t *testing.T) {
	path, err := os.MkdirTemp("", "pages")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(path)
	target, err := New(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := target.Add("one", "text"); err != nil {
		t.Fatal(err)
	}
}

// A name below the folder may be that of a file.
func TestBook(t *testing.T) {
	target, err := New(filepath.Join(t.TempDir(), "all.book")) // want file-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if err := target.Add("one", "text"); err != nil {
		t.Fatal(err)
	}
}

// The folder is gone: only its name is used.
func TestName(t *testing.T) {
	path, err := os.MkdirTemp("", "pages*.book")
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(path)
	target, err := New(path) // want file-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if err := target.Add("one", "text"); err != nil {
		t.Fatal(err)
	}
}
