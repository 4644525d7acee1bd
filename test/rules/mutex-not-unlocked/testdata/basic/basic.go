package basic

import (
	"errors"
	"os"
	"sync"
	"time"
)

type store struct {
	mu    sync.RWMutex
	items map[string]int
	stop  chan struct{}
}

func (s *store) take(key string) (int, error) {
	s.mu.Lock() // want mutex-not-unlocked warning high
	n, ok := s.items[key]
	if !ok {
		return 0, errors.New("no such item")
	}
	delete(s.items, key)
	s.mu.Unlock()
	return n, nil
}

func (s *store) look(key string) (int, bool) {
	s.mu.RLock() // want mutex-not-unlocked warning high
	if s.items == nil {
		return 0, false
	}
	n, ok := s.items[key]
	s.mu.RUnlock()
	return n, ok
}

func (s *store) breaks(keys []string) int {
	n := 0
	for _, key := range keys {
		s.mu.Lock() // want mutex-not-unlocked warning high
		n += s.items[key]
		if n > 10 {
			break
		}
		s.mu.Unlock()
	}
	return n
}

func (s *store) continues(keys []string) int {
	n := 0
	for _, key := range keys {
		s.mu.Lock() // want mutex-not-unlocked warning high
		if s.items[key] == 0 {
			continue
		}
		n += s.items[key]
		s.mu.Unlock()
	}
	return n
}

func (s *store) cases(kind int) error {
	s.mu.Lock() // want mutex-not-unlocked warning high
	switch kind {
	case 1:
		s.items["a"]++
	case 2:
		s.items["b"]++
	default:
		return errors.New("unknown kind")
	}
	s.mu.Unlock()
	return nil
}

func (s *store) selects() {
	for {
		s.mu.Lock() // want mutex-not-unlocked warning high
		select {
		case <-s.stop:
			return
		default:
		}
		s.mu.Unlock()
		time.Sleep(time.Second)
	}
}

func (s *store) later() {
	time.AfterFunc(time.Second, func() {
		s.mu.Lock() // want mutex-not-unlocked warning high
		if len(s.items) == 0 {
			return
		}
		s.items = nil
		s.mu.Unlock()
	})
}

func (s *store) errorOfTwo(path string) error {
	s.mu.Lock() // want mutex-not-unlocked warning high
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil {
		s.mu.Unlock()
		return err
	}
	s.items[string(data)]++
	s.mu.Unlock()
	return nil
}

type embedded struct {
	sync.Mutex
	n int
}

func (e *embedded) raise() error {
	e.Lock() // want mutex-not-unlocked warning high
	if e.n > 10 {
		return errors.New("too many")
	}
	e.n++
	e.Unlock()
	return nil
}

type nested struct {
	inner *store
	state struct {
		sync.Mutex
		n int
	}
}

func (n *nested) pointer() bool {
	n.inner.mu.Lock() // want mutex-not-unlocked warning high
	if n.inner.items == nil {
		return false
	}
	n.inner.mu.Unlock()
	return true
}

func (n *nested) anonymous() bool {
	n.state.Lock() // want mutex-not-unlocked warning high
	if n.state.n == 0 {
		return false
	}
	n.state.Unlock()
	return true
}

func (n *nested) renamed() bool {
	s := n.inner
	s.mu.Lock() // want mutex-not-unlocked warning high
	if s.items == nil {
		return false
	}
	n.inner.mu.Unlock()
	return true
}

var (
	globalMu sync.Mutex
	global   int
)

func raiseGlobal() bool {
	globalMu.Lock() // want mutex-not-unlocked warning high
	if global > 10 {
		return false
	}
	global++
	globalMu.Unlock()
	return true
}

func (s *store) lock()   { s.mu.Lock() }
func (s *store) unlock() { s.mu.Unlock() }

func (s *store) byHelper() bool {
	s.lock() // want mutex-not-unlocked warning high
	if s.items == nil {
		return false
	}
	s.unlock()
	return true
}

func (s *store) tried() bool {
	if !s.mu.TryLock() { // want mutex-not-unlocked warning high
		return false
	}
	if s.items == nil {
		return false
	}
	s.mu.Unlock()
	return true
}

func (s *store) recovers() (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("failed")
		}
	}()
	s.mu.Lock() // want mutex-not-unlocked warning high
	if s.items == nil {
		panic("no items")
	}
	s.mu.Unlock()
	return nil
}

func (s *store) localName(fail bool) error {
	s.mu.Lock() // want mutex-not-unlocked warning high
	unlock := s.mu.Unlock
	if fail {
		return errors.New("failed")
	}
	unlock()
	return nil
}

func (s *store) deferredUnlessEarly(early bool) {
	s.mu.Lock() // want mutex-not-unlocked warning high
	if early {
		return
	}
	defer s.mu.Unlock()
	s.items = nil
}

func (s *store) deferredOnlyWhen(all bool) {
	s.mu.Lock() // want mutex-not-unlocked warning high
	defer func(skip bool) {
		if skip {
			return
		}
		s.mu.Unlock()
	}(true)
	if all {
		s.mu.Unlock()
		s.mu.Lock()
	}
}

// Every iteration defers, so that the second one waits for the first: defer-in-loop says so.
func (s *store) deferredInLoop(keys []string) {
	for _, key := range keys {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.items, key)
	}
}

type gate struct {
	mu   sync.Mutex
	open bool
}

// Nobody in the package unlocks what only this type can reach.
func (g *gate) forgets() bool {
	g.mu.Lock() // want mutex-not-unlocked info medium
	if g.open {
		return false
	}
	g.open = true
	return true
}

func (g *gate) isOpen() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.open
}

// ReadMap is read by many.
type ReadMap struct {
	sync.RWMutex
	items map[string]int
}

// Items forgets its read lock.
func (m *ReadMap) Items() []int {
	m.RLock() // want mutex-not-unlocked info medium
	var items []int
	for _, item := range m.items {
		items = append(items, item)
	}
	return items
}

func (m *ReadMap) Get(key string) int {
	m.RLock()
	defer m.RUnlock()
	return m.items[key]
}
