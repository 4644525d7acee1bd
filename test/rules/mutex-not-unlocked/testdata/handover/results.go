package handover

import (
	"errors"
	"sync"
)

type session struct {
	mu    sync.Mutex
	stale bool
}

func (s *session) Release(err error) {
	defer s.mu.Unlock()
	if err != nil {
		s.stale = true
	}
}

func (s *session) renew() error {
	if s.stale {
		return errors.New("stale")
	}
	return nil
}

type pool struct{ sessions map[string]*session }

// Comes back with the session locked, by the name of its result, unless it fails.
func (p *pool) Acquire(key string) (held *session, err error) {
	held = p.sessions[key]
	if held == nil {
		held = &session{}
	}
	held.mu.Lock()
	err = held.renew()
	if err != nil {
		held.Release(err)
	}
	return
}

// Nobody gives back what comes with an error.
func (p *pool) Reacquire(key string) (held *session, err error) {
	held = p.sessions[key]
	held.mu.Lock() // want mutex-not-unlocked
	if err = held.renew(); err != nil {
		return
	}
	held.mu.Unlock()
	return
}

// What it gives is not what it has locked.
func (p *pool) Refresh(key string) (count int, err error) {
	held := p.sessions[key]
	held.mu.Lock() // want mutex-not-unlocked
	if held.stale {
		return
	}
	held.mu.Unlock()
	count = len(p.sessions)
	return
}
