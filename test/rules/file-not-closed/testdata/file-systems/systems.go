package systems

import (
	"embed"
	"io"
	"io/fs"
	"net/http"
	"os"
	"testing/fstest"
)

//go:embed *.go
var Sources embed.FS

func serve(path string) http.HandlerFunc {
	sub, err := fs.Sub(Sources, "static")
	if err != nil {
		panic(err)
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		f, err := sub.Open(path)
		if err != nil {
			http.NotFound(w, nil)
			return
		}
		io.Copy(w, f)
	}
}

func mapped(w io.Writer) error {
	files := fstest.MapFS{"a": &fstest.MapFile{Data: []byte("a")}}
	return copied(w, files)
}

func copied(w io.Writer, files fs.FS) error {
	f, err := files.Open("a")
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}

type replacing struct{ parent fs.FS }

func newReplacing(parent fs.FS) *replacing { return &replacing{parent: parent} }

var migrations = newReplacing(Sources)

func (r *replacing) size(name string) (int64, error) {
	f, err := r.parent.Open(name)
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Files of the operating system.
func folder(path, name string) (fs.FileInfo, error) {
	f, err := os.DirFS(path).Open(name) // want file-not-closed warning high
	if err != nil {
		return nil, err
	}
	return f.Stat()
}

func behindHTTP(path, name string) (fs.FileInfo, error) {
	f, err := http.FS(os.DirFS(path)).Open(name) // want file-not-closed warning high
	if err != nil {
		return nil, err
	}
	return f.Stat()
}

// Whoever calls it decides.
func Size(files fs.FS, name string) (int64, error) {
	f, err := files.Open(name) // want file-not-closed info high
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

type mixed struct{ data map[string]fs.File }

func (m *mixed) Open(name string) (fs.File, error) {
	if f, ok := m.data[name]; ok {
		return f, nil
	}
	return os.Open(name)
}

// Only on some paths a file of the operating system.
func sizeIn(m *mixed, name string) (int64, error) {
	f, err := m.Open(name) // want file-not-closed info high
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
