package fakes

import (
	"io"
	"os"
)

type file interface {
	io.ReadWriteCloser
	Name() string
}

type filesystem interface {
	Create(name string) (file, error)
}

type basic struct{}

func (basic) Create(name string) (file, error) { return os.Create(name) }

type memory struct{ names []string }

type memoryFile struct {
	io.ReadWriter
	name string
}

func (f *memoryFile) Name() string { return f.name }

func (f *memoryFile) Close() error { return nil }

func (m *memory) Create(name string) (file, error) {
	m.names = append(m.names, name)
	return &memoryFile{name: name}, nil
}

type disk interface {
	Open(name string) (*os.File, error)
}

type realDisk struct{}

func (realDisk) Open(name string) (*os.File, error) { return os.Open(name) }
