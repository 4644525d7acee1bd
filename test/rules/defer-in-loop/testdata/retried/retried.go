package retried

import (
	"errors"
	"os"
)

var errAgain = errors.New("again")

// The same file is used again, or it is closed before the next one is opened.
func first(next func() string, use func(*os.File) error) error {
	var (
		name string
		file *os.File
		err  error
	)
	for {
		if name == "" {
			name = next()
			file = nil
		}
		if name == "" {
			return errors.New("nothing left")
		}
		if file == nil {
			file, err = os.Open(name)
			if err != nil {
				return err
			}
			defer file.Close()
		}
		err := use(file)
		if err == nil {
			return nil
		}
		if errors.Is(err, errAgain) {
			continue
		}
		if err := file.Close(); err != nil {
			return err
		}
		name = ""
		file = nil
	}
}

// One way goes on without closing.
func skipping(next func() string, use func(*os.File) error) error {
	var (
		file *os.File
		err  error
	)
	for {
		if file == nil {
			file, err = os.Open(next())
			if err != nil {
				return err
			}
			defer file.Close() // want defer-in-loop
		}
		err := use(file)
		if err == nil {
			return nil
		}
		if errors.Is(err, errAgain) {
			file = nil
			continue
		}
		if err := file.Close(); err != nil {
			return err
		}
		file = nil
	}
}
