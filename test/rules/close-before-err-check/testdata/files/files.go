package files

import (
	"fmt"
	"os"
)

// Methods of a nil file give an error.
func size(name string) (int64, error) {
	f, err := os.Open(name)
	defer f.Close() // want close-before-err-check hint low
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

type writer struct {
	file  *os.File
	lines int
}

func (w *writer) close() error { return w.file.Close() }

func newWriter(name string) (*writer, error) {
	file, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return &writer{file: file}, nil
}

// A field of a nil struct panics.
func write(name string) error {
	w, err := newWriter(name)
	w.lines = 1 // want close-before-err-check warning high
	if err != nil {
		return err
	}
	return w.close()
}

// Never gives an error.
func makeWriter() (*writer, error) {
	return &writer{file: os.Stdout}, nil
}

func writeMade() error {
	w, err := makeWriter()
	w.lines = 1
	if err != nil {
		return err
	}
	return w.close()
}

// Another use comes first: the name of a nil file panics.
func removed(name string) error {
	f, err := os.CreateTemp("", name)
	defer func() {
		_ = f.Close()
		_ = os.Remove(f.Name()) // want close-before-err-check warning high
	}()
	if err != nil {
		return err
	}
	_, err = f.WriteString("x")
	return err
}

// It gives the open file with an error of its own.
func withHeader(name string) (*os.File, int, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, 0, err
	}
	n, err := f.WriteString("header")
	return f, n, err
}

func headed(name string) error {
	f, n, err := withHeader(name)
	defer f.Close() // want close-before-err-check hint low
	if err != nil {
		return fmt.Errorf("after %d bytes: %w", n, err)
	}
	return nil
}

// What is read without a look at the error.
func read(name string) ([]byte, error) {
	f, err := os.Open(name)
	defer f.Close()
	var first [1]byte
	_, _ = f.Read(first[:]) // want close-before-err-check info high
	if err != nil {
		return nil, err
	}
	return first[:], nil
}
