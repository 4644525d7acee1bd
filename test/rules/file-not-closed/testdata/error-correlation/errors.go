package correlation

import (
	"errors"
	"io"
	"os"
)

func shadowed(path string) (n int, err error) {
	if f, err := os.Open(path); err == nil { // want file-not-closed warning high
		b := make([]byte, 512)
		n, err = f.Read(b)
		if err == nil {
			return n, nil
		}
	}
	return 0, err
}

func inverted(path string) string {
	f, err := os.Open(path)
	if err == nil {
		defer f.Close()
		return f.Name()
	}
	return ""
}

func either(first, second string) (*os.File, error) {
	f, err := os.Open(first)
	if err != nil {
		f, err = os.Open(second)
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

func missingIsFine(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	return nil
}

func nilChecked(path string) error {
	f, _ := os.Open(path)
	if f == nil {
		return os.ErrNotExist
	}
	return f.Close()
}

func flagged(path string, wanted bool) error {
	var f *os.File
	if wanted {
		var err error
		f, err = os.Open(path)
		if err != nil {
			return err
		}
	}
	if wanted {
		return f.Close()
	}
	return nil
}

func named(path string) (f *os.File, err error) {
	f, err = os.Open(path)
	if err != nil {
		return
	}
	_, err = f.Seek(0, io.SeekEnd)
	return
}

func retried(path string) error {
	var f *os.File
	var err error
	for range 3 {
		if f, err = os.Open(path); err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// the file of the iteration before is open when the next one cannot be opened
func rotated(paths []string) error {
	var f *os.File
	for _, path := range paths {
		next, err := os.Open(path) // want file-not-closed warning high
		if err != nil {
			return err
		}
		if f != nil {
			f.Close()
		}
		f = next
	}
	if f != nil {
		f.Close()
	}
	return nil
}

func overwritten(first, second string) error {
	f, err := os.Open(first) // want file-not-closed warning high
	if err != nil {
		return err
	}
	f, err = os.Open(second)
	if err != nil {
		return err
	}
	return f.Close()
}

func last(paths []string) (*os.File, error) {
	var f *os.File
	for _, path := range paths {
		if f != nil {
			f.Close()
		}
		next, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		f = next
	}
	return f, nil
}

func known(path string) error {
	f, err := os.Open(path)
	if err == os.ErrNotExist || err == errGone {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	return nil
}

var errGone = errors.New("gone")
