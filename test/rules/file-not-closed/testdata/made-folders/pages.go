package pages

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Target is where pages go.
type Target interface {
	Add(name, text string) error
	io.Closer
}

// New gives a folder, or a file of a book that ends in .book.
func New(path string) (Target, error) {
	if !strings.HasSuffix(path, ".book") {
		return folder(path), nil
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &book{file: file}, nil
}

type folder string

func (f folder) Add(name, text string) error {
	return os.WriteFile(filepath.Join(string(f), name), []byte(text), 0o600)
}

func (f folder) Close() error { return nil }

type book struct{ file *os.File }

func (b *book) Add(name, text string) error {
	_, err := fmt.Fprintln(b.file, name, text)
	return err
}

func (b *book) Close() error { return b.file.Close() }
