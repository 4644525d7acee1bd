package shelves

import (
	"io/fs"
	"os"
)

// Files goes to the standard library as one of its interfaces, which names Open.
type Files struct{}

// Open is called there.
func (*Files) Open(name string) (fs.File, error) {
	return nil, fs.ErrNotExist
}

// ReadFile is called there too, where the interface is asked for more.
func (*Files) ReadFile(name string) ([]byte, error) {
	file, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return nil, err
	}
	return []byte(file.Name()), nil
}

// New hands one out.
func New() fs.FS {
	var files fs.FS = &Files{}
	return files
}
