package basic

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
)

func never(path string) ([]byte, error) {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

func early(path string) (int64, error) {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	f.Close()
	return info.Size(), nil
}

func late(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0o600) // want file-not-closed warning high
	if err != nil {
		return err
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func copyFile(from, to string) error {
	source, err := os.Open(from) // want file-not-closed warning high
	if err != nil {
		return err
	}
	target, err := os.Create(to) // want file-not-closed warning high
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return err
}

func temporary() (string, error) {
	f, err := os.CreateTemp("", "x") // want file-not-closed warning high
	if err != nil {
		return "", err
	}
	return f.Name(), nil
}

func each(paths []string) error {
	for _, path := range paths {
		f, err := os.Open(path) // want file-not-closed warning high
		if err != nil {
			return err
		}
		if _, err := f.Stat(); err != nil {
			continue
		}
		f.Close()
	}
	return nil
}

func dropped(path string) {
	os.Create(path)        // want file-not-closed warning high
	_, _ = os.Create(path) // want file-not-closed warning high
}

func pipe() error {
	r, w, err := os.Pipe() // want file-not-closed warning high
	if err != nil {
		return err
	}
	defer w.Close()
	_, err = io.ReadAll(r)
	return err
}

func archive(path string) (int, error) {
	z, err := zip.OpenReader(path) // want file-not-closed warning high
	if err != nil {
		return 0, err
	}
	return len(z.File), nil
}

// the file system may be one that holds nothing
func abstract(files fs.FS, name string) error {
	f, err := files.Open(name) // want file-not-closed info high
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

func served(dir http.Dir, name string) error {
	f, err := dir.Open(name) // want file-not-closed warning high
	if err != nil {
		return err
	}
	_, err = f.Readdir(0)
	return err
}

// a duplicate has a descriptor of its own
func duplicate(conn *net.TCPConn) error {
	f, err := conn.File() // want file-not-closed warning high
	if err != nil {
		return err
	}
	_, err = f.Stat()
	return err
}

func root(r *os.Root) error {
	f, err := r.Create("x") // want file-not-closed warning high
	if err != nil {
		return err
	}
	_, err = f.WriteString("x")
	return err
}

var errShort = errors.New("short")

// returned on one path, lost on another: a Close before the return that loses it
func opened(path string) (*os.File, error) {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, errShort
	}
	return f, nil
}

// its result is the caller's to close, whatever type it has there
func reader(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func useReader(path string) error {
	r, err := reader(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	_, err = io.ReadAll(r)
	return err
}
