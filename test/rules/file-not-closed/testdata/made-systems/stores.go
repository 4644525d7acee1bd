package stores

import (
	"io"
	"os"
	"strings"
)

type document interface {
	io.WriteCloser
	Name() string
}

type store interface {
	Create(name string) (document, error)
}

type disk struct{ root string }

func (d disk) Create(name string) (document, error) { return os.Create(d.root + name) }

type page struct {
	strings.Builder
	name string
}

func (p *page) Name() string { return p.name }

func (p *page) Close() error { return nil }

type book struct{ pages map[string]*page }

func (b *book) Create(name string) (document, error) {
	p, ok := b.pages[name]
	if !ok {
		p = &page{name: name}
		b.pages[name] = p
	}
	return p, nil
}

// What embeds another store creates in that.
type shelf struct{ disk }

func newBook() store { return &book{pages: map[string]*page{}} }

func newDisk(root string) store { return disk{root: root} }

func newShelf(root string) store { return &shelf{disk{root}} }
