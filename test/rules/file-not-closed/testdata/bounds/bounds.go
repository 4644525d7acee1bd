package bounds

import (
	"io"
	"os"
)

// Opened and closed under conditions that say the same of an integer.
func first(names []string, level int) error {
	var f *os.File
	if level > 0 {
		var err error
		f, err = os.Open(names[0])
		if err != nil {
			return err
		}
	}
	if level < 1 {
		return nil
	}
	_, err := io.Copy(io.Discard, f)
	if level != 0 {
		f.Close()
	}
	return err
}

// A length is never negative.
func list(names []string) error {
	if len(names) == 0 {
		return nil
	}
	f, err := os.Open(names[0])
	if err != nil {
		return err
	}
	if len(names) > 0 {
		f.Close()
	}
	return nil
}

func more(names []string) error {
	if len(names) == 0 {
		return nil
	}
	f, err := os.Open(names[0]) // want file-not-closed
	if err != nil {
		return err
	}
	if len(names) > 1 {
		f.Close()
	}
	return nil
}
