package stores

import "testing"

// The store that was made keeps its documents in memory.
func TestBook(t *testing.T) {
	s := newBook()
	if _, err := s.Create("a"); err != nil {
		t.Fatal(err)
	}
	d, err := s.Create("b")
	if err != nil {
		t.Fatal(err)
	}
	if d.Name() != "b" {
		t.Error(d.Name())
	}
}

func TestDisk(t *testing.T) {
	s := newDisk(t.TempDir())
	d, err := s.Create("/a") // want file-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if d.Name() == "" {
		t.Error("no name")
	}
}

func TestShelf(t *testing.T) {
	s := newShelf(t.TempDir())
	d, err := s.Create("/a") // want file-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if d.Name() == "" {
		t.Error("no name")
	}
}

func TestEither(t *testing.T) {
	s := newBook()
	if !testing.Short() {
		s = newDisk(t.TempDir())
	}
	d, err := s.Create("/a") // want file-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if d.Name() == "" {
		t.Error("no name")
	}
}
