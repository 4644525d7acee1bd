package registry

import "sync"

// Registry is set up by the program before anybody else has it, but other modules may do otherwise.
type Registry struct {
	mu   sync.RWMutex
	name string
	host string
}

func New(host string) *Registry {
	r := &Registry{host: host}
	return r
}

func (r *Registry) SetName(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.name = name
}

func (r *Registry) Name() string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.name
}

func (r *Registry) Address() string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.host + "/" + r.Name() // want mutex-double-lock hint low
}
