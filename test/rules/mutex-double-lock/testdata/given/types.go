package given

import "sync"

type source interface{ title() string }

// placeholder stands for a source that is looked up by its title.
type placeholder struct{ name string }

func (p placeholder) title() string { return p.name }

type library struct {
	mu      sync.RWMutex
	sources map[string]source
}

func (l *library) find(name string) source { return l.sources[name] }

func (l *library) add(s source) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sources[s.title()] = s
}

func (l *library) open(name string) string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.openSource(l.find(name)) // want mutex-double-lock hint low
}

// Comes back to open for a placeholder only, which nothing seen here gives it.
func (l *library) openSource(s source) string {
	_, ok := s.(placeholder)
	if ok {
		return l.open(s.title())
	}
	return s.title()
}

func (l *library) count(name string, depth int) int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.countBelow(name, depth) // want mutex-double-lock hint medium
}

// What decides is no type: the depth is what the functions give each other.
func (l *library) countBelow(name string, depth int) int {
	if depth > 0 {
		return l.count(name, depth-1)
	}
	return len(name)
}
