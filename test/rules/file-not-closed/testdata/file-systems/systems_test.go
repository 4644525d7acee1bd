package systems

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"
)

// Every caller gives a folder.
func size(t *testing.T, files fs.FS) int64 {
	f, err := files.Open("a") // want file-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestFolder(t *testing.T) {
	files := os.DirFS(t.TempDir())
	f, err := files.Open("a") // want file-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Stat(); err != nil {
		t.Fatal(err)
	}
	size(t, files)
	length(t, files)
}

// Some callers give a file system in memory.
func length(t *testing.T, files fs.FS) int64 {
	f, err := files.Open("a")
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestMemory(t *testing.T) {
	length(t, fstest.MapFS{"a": &fstest.MapFile{}})
}

func TestMixed(t *testing.T) {
	m := &mixed{data: map[string]fs.File{}}
	f, err := m.Open("a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Stat(); err != nil {
		t.Fatal(err)
	}
}
