// Package shared gives a file of its own, or one that everybody has.
package shared

import (
	"fmt"
	"os"
)

func target(path string) *os.File {
	f, err := os.Create(path)
	if err != nil {
		return os.Stdout
	}
	return f
}

// write leaves the standard output alone.
func write(path string) error {
	f := target(path)
	if _, err := fmt.Fprintln(f, "done"); err != nil && f == os.Stdout {
		return err
	}
	if f == os.Stdout {
		return nil
	}
	return f.Close()
}

// announce leaves the other file alone.
func announce(path string) error {
	f := target(path) // want file-not-closed warning high
	_, err := fmt.Fprintln(f, "done")
	if f != os.Stdout {
		return err
	}
	return f.Close()
}
