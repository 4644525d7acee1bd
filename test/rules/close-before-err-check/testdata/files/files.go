package files

import "os"

// Methods of a nil file give an error.
func size(name string) (int64, error) {
	f, err := os.Open(name)
	defer f.Close() // want close-before-err-check info high
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
