package interfaces

import (
	"errors"
	"io"
	"net/http"
	"os"
)

type File interface {
	io.ReadWriteCloser
	Name() string
}

type system interface {
	OpenFile(name string, flag int) (File, error)
	Current() (File, error)
	Load(name string) (io.ReadCloser, error)
}

type local struct {
	current File
}

func (l *local) OpenFile(name string, flag int) (File, error) {
	f, err := os.OpenFile(name, flag, 0o600)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (l *local) Current() (File, error) {
	if l.current == nil {
		return nil, errors.New("none")
	}
	return l.current, nil
}

func (l *local) Load(name string) (io.ReadCloser, error) {
	return os.Open(name)
}

func open(name string) (File, error) {
	return os.Open(name)
}

func byFunction(name string) error {
	f, err := open(name) // want file-not-closed
	if err != nil {
		return err
	}
	if f.Name() == "" {
		return errors.New("unnamed")
	}
	return f.Close()
}

func byInterface(s system, name string) error {
	f, err := s.OpenFile(name, os.O_RDONLY) // want file-not-closed info medium
	if err != nil {
		return err
	}
	if f.Name() == "" {
		return errors.New("unnamed")
	}
	return f.Close()
}

func loaded(s system, name string, w io.Writer) error {
	r, err := s.Load(name) // want file-not-closed info medium
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, r); err != nil {
		return err
	}
	return r.Close()
}

func current(s system) (string, error) {
	f, err := s.Current()
	if err != nil {
		return "", err
	}
	return f.Name(), nil
}

func closed(s system, name string) error {
	f, err := s.OpenFile(name, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(nil)
	return err
}

type store interface {
	Get(name string) (io.ReadCloser, error)
}

type files struct{}

func (files) Get(name string) (io.ReadCloser, error) {
	return os.Open(name)
}

type web struct{}

func (web) Get(name string) (io.ReadCloser, error) {
	resp, err := http.Get(name)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

// fetched may be a file or the body of a response: it is told once.
func fetched(s store, name string, w io.Writer) error {
	r, err := s.Get(name) // want http-body-not-closed info medium
	if err != nil {
		return err
	}
	if _, err := w.Write(nil); err != nil {
		return err
	}
	return r.Close()
}

type index struct {
	files store
}

// finished opens what it has written only when somebody wants to read it.
func (i *index) finished(isRead bool) (io.ReadCloser, error) {
	if isRead {
		return i.files.Get("index")
	}
	return nil, nil
}

func write(i *index) error {
	_, err := i.finished(false)
	return err
}
