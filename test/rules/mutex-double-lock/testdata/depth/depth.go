// Package depth embeds several locks: each method is promoted from the shallowest type that declares it.
package depth

import "sync"

type state struct {
	sync.RWMutex
	names map[string]int
}

// A Mutex has no RLock: that of the state is promoted, while Lock is the Mutex's own.
type table struct {
	state
	sync.Mutex
	writes int
}

func (t *table) put(name string) {
	t.Lock()
	defer t.Unlock()
	t.writes++
}

func (t *table) touch(name string) bool {
	t.RLock()
	defer t.RUnlock()
	if _, ok := t.names[name]; !ok {
		return false
	}
	t.put(name)
	return true
}

// Where the direct one is a RWMutex, both are its methods.
type index struct {
	state
	sync.RWMutex
	writes int
}

func (i *index) put(name string) {
	i.Lock()
	defer i.Unlock()
	i.writes++
}

func (i *index) touch(name string) bool {
	i.RLock()
	defer i.RUnlock()
	if _, ok := i.names[name]; !ok {
		return false
	}
	i.put(name) // want mutex-double-lock
	return true
}

// The same lock of the state, by its promoted methods and by its name.
func (t *table) rename(from, to string) {
	t.RLock()
	defer t.RUnlock()
	t.state.add(to, t.names[from]) // want mutex-double-lock
}

func (s *state) add(name string, count int) {
	s.Lock()
	defer s.Unlock()
	s.names[name] = count
}
