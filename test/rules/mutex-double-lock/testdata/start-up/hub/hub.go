// Package hub has what is filled in while the program starts, and what requests fill.
package hub

import "sync"

type Bus interface{ Join(topic, name string) }

type Topics struct {
	mu      sync.RWMutex
	members map[string][]string
}

func NewTopics() *Topics { return &Topics{members: map[string][]string{}} }

// Only the parts of the program join, before it serves.
func (t *Topics) Join(topic, name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.members[topic] = append(t.members[topic], name)
}

func (t *Topics) count(topic string) int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.members[topic])
}

func (t *Topics) Describe(topic string) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if t.count(topic) == 0 { // want mutex-double-lock hint low
		return ""
	}
	return t.members[topic][0]
}

type Writer struct{ Bus Bus }

func (w *Writer) Prepare() error {
	w.Bus.Join("write", "writer")
	return nil
}

type Reader struct{ Bus Bus }

func (r *Reader) Prepare() error {
	for _, topic := range []string{"read", "list"} {
		r.Bus.Join(topic, "reader")
	}
	return nil
}

type Routes struct {
	mu    sync.RWMutex
	paths map[string]int
}

func NewRoutes() *Routes { return &Routes{paths: map[string]int{}} }

// A request adds to them.
func (r *Routes) Add(path string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.paths[path]++
}

func (r *Routes) has(path string) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.paths[path] > 0
}

func (r *Routes) Describe(path string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if !r.has(path) { // want mutex-double-lock info high
		return ""
	}
	return path
}
