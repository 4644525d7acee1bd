package basic

import "sync"

type archive struct {
	mu    sync.RWMutex
	state map[string]string
}

type view interface {
	get(key string) string
	over()
}

type viewer struct{ archive *archive }

func (v *viewer) get(key string) string { return v.archive.state[key] }

func (v *viewer) over() { v.archive.mu.RUnlock() }

func (a *archive) open() view {
	a.mu.RLock()
	return &viewer{archive: a}
}

func (a *archive) put(key, value string) {
	a.mu.Lock()
	a.state[key] = value
	a.mu.Unlock()
}

// The view is over only behind the write.
func (a *archive) rename(from, to string) {
	view := a.open()
	a.put(to, view.get(from)) // want mutex-double-lock
	view.over()
}
