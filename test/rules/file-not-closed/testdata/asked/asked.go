package asked

import (
	"bufio"
	"fmt"
	"io"
	"os"
)

type system interface {
	Create(name string) (*os.File, error)
	MakeFolder(name string) error
	IsAbsent(err error) bool
	IsGood(name string) bool
}

// A question about the error is answered with yes only where there is one.
func created(s system, name string) (*os.File, error) {
	f, err := s.Create(name)
	if s.IsAbsent(err) {
		if err := s.MakeFolder(name); err != nil {
			return nil, err
		}
		return s.Create(name)
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Another question says nothing of the error.
func named(name string, s system) {
	f, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return
	}
	if s.IsGood(name) {
		return
	}
	f.Close()
}

type reader struct{ line string }

func (r *reader) first(f *os.File) (string, error) {
	if r.line == "" {
		defer f.Close()
		line, err := bufio.NewReader(f).ReadString('\n')
		if err != nil {
			return "", err
		}
		r.line = line
	}
	return r.line, nil
}

// Every round gives it to what may close it, and there is at least one.
func rounds(r *reader, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	for range 4 {
		line, err := r.first(f)
		if err != nil {
			return err
		}
		fmt.Println(line)
	}
	return nil
}

// What every round gets only reads.
func read(w io.Writer, name string) error {
	f, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return err
	}
	for range 4 {
		n, err := io.CopyN(w, f, 4)
		if err != nil {
			return err
		}
		fmt.Println(n)
	}
	return nil
}
