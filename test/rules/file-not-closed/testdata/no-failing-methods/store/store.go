// Package store says what keeps records.
package store

// Writer writes records.
type Writer interface {
	Put(name string, size int64) error
}

// Opener opens what writes and what is closed again.
type Opener interface {
	OpenWriter() (Writer, error)
	OpenChecked() (Writer, error)
	Flush() error
}

// Store is an opener with a name.
type Store interface {
	Opener
	Name() string
}
