// Functions that use the file after the function which opened it has returned.
package functions

import (
	"io"
	"os"
	"sync"
)

type source struct {
	read func([]byte) (int, error)
}

// both ends are in use until nobody calls the two functions any more
func waker() (wait func() error, wake func() error, err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	wait = func() error {
		_, err := r.Read(make([]byte, 1))
		return err
	}
	wake = func() error {
		_, err := w.Write([]byte{1})
		return err
	}
	return wait, wake, nil
}

func method(path string) (*source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &source{read: f.Read}, nil
}

func sized(path string) (func() string, int64, error) {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	return f.Name, info.Size(), nil
}

func copied(path string, w io.Writer) error {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	write := func() error {
		_, err := io.Copy(w, f)
		return err
	}
	return write()
}

func pump(w io.Writer, f *os.File, done *sync.WaitGroup) {
	defer done.Done()
	io.Copy(w, f)
}

// nobody closes it, but not before the goroutine is done
func started(path string, w io.Writer, done *sync.WaitGroup) error {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	done.Add(1)
	go pump(w, f, done)
	return nil
}
