package handover

import "sync"

type closedError struct{ name string }

func (e closedError) Error() string { return e.name + " is closed" }

func closedFor(name string) closedError { return closedError{name: name} }

type book struct {
	writing sync.Mutex
	open    sync.RWMutex
	shut    bool
	pages   []string
}

// A turn has the locks of its book until it ends.
type turn struct {
	book   *book
	writes bool
}

func (b *book) begin(writes bool) (*turn, error) {
	if writes {
		b.writing.Lock()
	}
	b.open.RLock()
	if b.shut {
		b.open.RUnlock()
		if writes {
			b.writing.Unlock()
		}
		return nil, closedFor("book")
	}
	return &turn{book: b, writes: writes}, nil
}

func (t *turn) end() {
	t.book.open.RUnlock()
	if t.writes {
		t.book.writing.Unlock()
	}
}

func (b *book) read() (int, error) {
	t, err := b.begin(false)
	if err != nil {
		return 0, err
	}
	defer t.end()
	return len(b.pages), nil
}

type shelf struct {
	mu    sync.Mutex
	shut  bool
	books []*book
}

// What it gives has no part in the lock.
func (s *shelf) first(writes bool) (*book, error) {
	s.mu.Lock() // want mutex-not-unlocked
	if s.shut {
		s.mu.Unlock()
		return nil, closedFor("shelf")
	}
	if len(s.books) == 0 {
		return &book{}, nil
	}
	one := s.books[0]
	s.mu.Unlock()
	return one, nil
}
