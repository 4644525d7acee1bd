package never

import (
	"errors"
	"sync"
)

type store struct {
	mu    sync.Mutex
	items []string
}

// Never gives an error.
func (s *store) put(item string) error {
	s.items = append(s.items, item)
	return nil
}

func (s *store) take() (string, error) {
	if len(s.items) == 0 {
		return "", errors.New("empty")
	}
	return s.items[0], nil
}

func (s *store) add(item string) error {
	s.mu.Lock()
	if err := s.put(item); err != nil {
		return err
	}
	s.mu.Unlock()
	return nil
}

func (s *store) first() (string, error) {
	s.mu.Lock() // want mutex-not-unlocked
	item, err := s.take()
	if err != nil {
		return "", err
	}
	s.mu.Unlock()
	return item, nil
}
