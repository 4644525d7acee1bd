package handover

import (
	"errors"
	"sync"
)

type account struct {
	mu      sync.Mutex
	clients int
	stop    func()
}

type accounts struct {
	locks sync.Map
	byID  map[string]*account
}

func (a *accounts) lockOf(id string) *sync.Mutex {
	mu, _ := a.locks.LoadOrStore(id, &sync.Mutex{})
	return mu.(*sync.Mutex)
}

// The goroutine gets the lock and gives it back when the work is done.
func (a *accounts) remove(id string) error {
	lifecycle := a.lockOf(id)
	lifecycle.Lock()
	transferred := false
	defer func() {
		if !transferred {
			lifecycle.Unlock()
		}
	}()
	each, ok := a.byID[id]
	if !ok {
		return errors.New("no such account")
	}
	if each.clients == 0 {
		transferred = true
		go stopLocked(lifecycle, each)
	}
	return nil
}

func stopLocked(lifecycle *sync.Mutex, each *account) {
	defer lifecycle.Unlock()
	each.stop()
}

// This goroutine only uses another lock.
func (a *accounts) drop(id string) error {
	lifecycle := a.lockOf(id)
	lifecycle.Lock() // want mutex-not-unlocked
	each, ok := a.byID[id]
	if !ok {
		lifecycle.Unlock()
		return errors.New("no such account")
	}
	if each.clients == 0 {
		go stopOther(lifecycle, each)
		return nil
	}
	lifecycle.Unlock()
	return nil
}

func stopOther(lifecycle *sync.Mutex, each *account) {
	each.mu.Lock()
	defer each.mu.Unlock()
	each.stop()
}

type ledger struct {
	mu   sync.RWMutex
	rows int
}

type reading struct{ locker sync.Locker }

func (r *reading) done() { r.locker.Unlock() }

// Whoever has the Locker gives the read lock back.
func (t *ledger) begin(isReadOnly bool) *reading {
	var locker sync.Locker
	if isReadOnly {
		t.mu.RLock()
		locker = t.mu.RLocker()
	}
	return &reading{locker}
}
