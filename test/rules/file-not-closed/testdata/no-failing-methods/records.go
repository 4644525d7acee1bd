package records

import (
	"os"

	"example.com/records/store"
)

// No opener of the module fails.
func opened(s store.Store, path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	w, err := s.OpenWriter()
	if err != nil {
		return nil, err
	}
	_ = w.Put(path, 1)
	return f, nil
}

// One of them does.
func checked(s store.Store, path string) (*os.File, error) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return nil, err
	}
	w, err := s.OpenChecked()
	if err != nil {
		return nil, err
	}
	_ = w.Put(path, 1)
	return f, nil
}

type flusher interface{ Flush() error }

// What flushes may be of any other module: its method names no type of this one.
func flushed(s flusher, path string) (*os.File, error) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return nil, err
	}
	if err := s.Flush(); err != nil {
		return nil, err
	}
	return f, nil
}
