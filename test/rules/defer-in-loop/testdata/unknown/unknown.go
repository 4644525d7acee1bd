package unknown

import (
	"path/filepath"

	"example.com/store"
)

type job struct{ names []string }

// Nothing says that the list gets long, or what an iterator keeps.
func (j *job) walk(s *store.Store) error {
	for _, name := range j.names {
		it, err := s.Iterate(name)
		if err != nil {
			return err
		}
		defer it.Close() // want defer-in-loop hint low
		it.Print()
	}
	return nil
}

// As many as the caller likes.
func Walk(s *store.Store, names []string) error {
	for _, name := range names {
		it, err := s.Iterate(name)
		if err != nil {
			return err
		}
		defer it.Close() // want defer-in-loop info medium
		it.Print()
	}
	return nil
}

func walkFiles(s *store.Store, pattern string) error {
	found, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	for _, name := range found {
		it, err := s.Iterate(name)
		if err != nil {
			return err
		}
		defer it.Close() // want defer-in-loop info medium
		it.Print()
	}
	return nil
}

func serve(s *store.Store, asked <-chan string) error {
	for name := range asked {
		it, err := s.Iterate(name)
		if err != nil {
			return err
		}
		defer it.Close() // want defer-in-loop info medium
		it.Print()
	}
	return nil
}
