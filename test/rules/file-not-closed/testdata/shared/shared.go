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
	f := target(path) // want file-not-closed info medium
	_, err := fmt.Fprintln(f, "done")
	if f != os.Stdout {
		return err
	}
	return f.Close()
}

// named gives a file of its own unless the name stands for the standard error.
func named(name string) (f *os.File, err error) {
	out := os.Stderr
	if name != "-" {
		out, err = os.Create(name)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// reach hands on what another function gives.
func reach(name string) (*os.File, error) { return named(name) }

func note(name string) error {
	f, err := reach(name) // want file-not-closed info medium
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, "noted")
	return err
}

func fresh(name string) (*os.File, error) { return os.Create(name) }

func own(name string) error {
	f, err := fresh(name) // want file-not-closed warning high
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, "noted")
	return err
}
