package wiring

import (
	"io/fs"
	"os"

	"example.com/own/bundle"
)

// Parts are what the program is made of.
type Parts interface {
	Bundled() fs.FS
	Local() fs.FS
}

type parts struct{ bundled fs.FS }

func (p *parts) Bundled() fs.FS {
	if p.bundled == nil {
		p.bundled = bundle.New()
	}
	return p.bundled
}

func (p *parts) Local() fs.FS { return os.DirFS(".") }

// New gives them.
func New() Parts { return &parts{} }
