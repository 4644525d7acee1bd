package store

import "os"

// Reader is how the program sees a desk.
type Reader interface{ Read(name string) string }

// Desk is a reader.
type Desk struct{}

// Read is called through the interface.
func (*Desk) Read(name string) string {
	file, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return ""
	}
	return file.Name()
}

// Shelf stays in the program.
type Shelf struct{}

// Count is called by it.
func (*Shelf) Count(name string) int {
	file, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return 0
	}
	return len(file.Name())
}

// Weigh is not yet.
func (*Shelf) Weigh(name string) int {
	file, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return 0
	}
	return len(file.Name())
}

// Used is called by the program.
func Used(name string) string {
	file, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return ""
	}
	return file.Name()
}

// Unused is not yet.
func Unused(name string) string {
	file, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return ""
	}
	return file.Name()
}
