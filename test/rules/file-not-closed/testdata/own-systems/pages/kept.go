package pages

import (
	"io/fs"
	"net/http"
)

// Shop keeps what it opens.
type Shop struct {
	Bundled http.FileSystem
	Local   http.FileSystem
	Spare   http.FileSystem
}

// NewShop takes them from the file systems of the program.
func NewShop(bundled, local fs.FS) (*Shop, error) {
	inner, err := fs.Sub(bundled, ".")
	if err != nil {
		return nil, err
	}
	return &Shop{Bundled: http.FS(inner), Local: http.FS(local), Spare: http.FS(inner)}, nil
}

// Has asks for a page in memory.
func (s *Shop) Has(name string) bool {
	_, err := s.Bundled.Open(name)
	return err == nil
}

// HasLocal asks for one on disk.
func (s *Shop) HasLocal(name string) bool {
	_, err := s.Local.Open(name) // want file-not-closed
	return err == nil
}

// HasSpare asks where main has put something else.
func (s *Shop) HasSpare(name string) bool {
	_, err := s.Spare.Open(name) // want file-not-closed
	return err == nil
}
