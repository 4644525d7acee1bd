package journal

import (
	"io"
	"os"
)

// Writer keeps what is written in a file.
type Writer struct {
	file *os.File
	at   int64
}

// Close closes the file.
func (w *Writer) Close() error { return w.file.Close() }

func at(file *os.File) (*Writer, error) {
	at, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	return &Writer{file: file, at: at}, nil
}

// Start leaves the file open only where the writer cannot be made: then the program gives up. A helper of tests calls it too.
func Start(path string) (*Writer, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	return at(file)
}

// Join does the same, and the program goes on to the next file.
func Join(path string) (*Writer, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0) // want file-not-closed
	if err != nil {
		return nil, err
	}
	return at(file)
}

func size(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Peek leaves the file open whether the call that it returns fails or not.
func Peek(path string) (int64, error) {
	file, err := os.Open(path) // want file-not-closed
	if err != nil {
		return 0, err
	}
	if _, err := file.Stat(); err != nil {
		file.Close()
		return 0, err
	}
	return size(path)
}
