package clean

import "sync"

type ledger struct {
	mu    sync.RWMutex
	state map[string]string
}

// reading keeps the ledger as it is until it is over.
type reading interface {
	get(key string) string
	over()
}

type session struct{ ledger *ledger }

func (s *session) get(key string) string { return s.ledger.state[key] }

func (s *session) over() {
	defer func() {
		s.ledger.mu.RUnlock()
	}()
}

func (l *ledger) open() (reading, error) {
	l.mu.RLock()
	return &session{ledger: l}, nil
}

func (l *ledger) put(key, value string) {
	l.mu.Lock()
	l.state[key] = value
	l.mu.Unlock()
}

func copyKey(l *ledger, from, to string) error {
	reading, err := l.open()
	if err != nil {
		return err
	}
	value := reading.get(from)
	reading.over()
	l.put(to, value)
	return nil
}

func first(l *ledger, key string) string {
	reading, _ := l.open()
	defer reading.over()
	return reading.get(key)
}

// The session is over before this comes back.
func look(l *ledger, key string) string {
	reading, _ := l.open()
	value := reading.get(key)
	reading.over()
	return value
}

func copyLooked(l *ledger, from, to string) {
	value := look(l, from)
	l.put(to, value)
}
