package constructors

import (
	"errors"
	"io"
	"os"
)

type index struct {
	closer io.Closer
	size   int
}

func (i *index) Close() error {
	return i.closer.Close()
}

// newIndex owns the file only when it comes back without an error.
func newIndex(content []byte, closer io.Closer) (*index, error) {
	i := &index{closer: closer, size: len(content)}
	if i.size == 0 {
		return nil, errors.New("empty")
	}
	return i, nil
}

// newOwnIndex closes what it cannot use.
func newOwnIndex(content []byte, closer io.Closer) (*index, error) {
	if len(content) == 0 {
		closer.Close()
		return nil, errors.New("empty")
	}
	return &index{closer: closer, size: len(content)}, nil
}

func passedOn(path string) (*index, error) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return nil, err
	}
	return newIndex([]byte(path), f)
}

func checked(path string) (*index, error) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return nil, err
	}
	i, err := newIndex([]byte(path), f)
	if err != nil {
		return nil, err
	}
	return i, nil
}

func closedOnFailure(path string) (*index, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	i, err := newIndex([]byte(path), f)
	if err != nil {
		f.Close()
		return nil, err
	}
	return i, nil
}

func takenInAnyCase(path string) (*index, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return newOwnIndex([]byte(path), f)
}

var all []io.Closer

// newKeptIndex keeps the file whatever it returns.
func newKeptIndex(content []byte, closer io.Closer) (*index, error) {
	all = append(all, closer)
	return newIndex(content, closer)
}

func kept(path string) (*index, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return newKeptIndex([]byte(path), f)
}
