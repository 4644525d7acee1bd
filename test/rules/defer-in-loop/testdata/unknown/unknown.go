package unknown

import (
	"path/filepath"

	"xorm.io/xorm"
)

type job struct{ names []string }

type row struct{ Name string }

// Nothing says that the list gets long, or what an iterator keeps.
func (j *job) walk(s *xorm.Engine) error {
	for _, name := range j.names {
		it, err := s.Rows(&row{Name: name})
		if err != nil {
			return err
		}
		defer it.Close() // want defer-in-loop hint low
		it.Next()
	}
	return nil
}

// As many as the caller likes, but an iterator may keep nothing.
func Walk(s *xorm.Engine, names []string) error {
	for _, name := range names {
		it, err := s.Rows(&row{Name: name})
		if err != nil {
			return err
		}
		defer it.Close() // want defer-in-loop hint low
		it.Next()
	}
	return nil
}

func walkFiles(s *xorm.Engine, pattern string) error {
	found, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	for _, name := range found {
		it, err := s.Rows(&row{Name: name})
		if err != nil {
			return err
		}
		defer it.Close() // want defer-in-loop hint low
		it.Next()
	}
	return nil
}

func serve(s *xorm.Engine, asked <-chan string) error {
	for name := range asked {
		it, err := s.Rows(&row{Name: name})
		if err != nil {
			return err
		}
		defer it.Close() // want defer-in-loop hint low
		it.Next()
	}
	return nil
}
