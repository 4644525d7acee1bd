package bundle

import (
	"io"
	"io/fs"
	"time"
)

// FS gives texts that it holds.
type FS struct{ texts map[string]string }

func (f FS) Open(name string) (fs.File, error) {
	text, ok := f.texts[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &page{name: name, rest: text}, nil
}

type page struct {
	name string
	rest string
}

func (p *page) Name() string               { return p.name }
func (p *page) Size() int64                { return int64(len(p.rest)) }
func (p *page) Mode() fs.FileMode          { return 0o444 }
func (p *page) ModTime() time.Time         { return time.Time{} }
func (p *page) IsDir() bool                { return false }
func (p *page) Sys() any                   { return nil }
func (p *page) Stat() (fs.FileInfo, error) { return p, nil }
func (p *page) Close() error               { return nil }

func (p *page) Read(into []byte) (int, error) {
	if p.rest == "" {
		return 0, io.EOF
	}
	n := copy(into, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// New gives the texts of the program.
func New() fs.FS {
	var made FS
	made.texts = map[string]string{"index": "welcome"}
	return made
}
