package edge

import "sync"

var (
	registryMu sync.Mutex
	registry   = map[string]*session{}
)

type session struct {
	mu   sync.Mutex
	name string
}

func find(name string) *session {
	registryMu.Lock()
	defer registryMu.Unlock()
	found := registry[name]
	if found != nil {
		found.mu.Lock()
		found.name = name
		found.mu.Unlock()
	}
	return found
}

// The session that is held need not be the one that find holds the registry for.
func (s *session) rename(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	registryMu.Lock() // want mutex-lock-order hint medium
	delete(registry, s.name)
	registry[name] = s
	registryMu.Unlock()
	s.name = name
}

// Readers only stop when a writer comes between.
type index struct {
	wordsMu sync.RWMutex
	words   map[string]int
	docsMu  sync.RWMutex
	docs    []string
}

func (x *index) add(doc string) {
	x.docsMu.Lock()
	x.docs = append(x.docs, doc)
	x.docsMu.Unlock()
	x.wordsMu.Lock()
	x.words[doc]++
	x.wordsMu.Unlock()
}

func (x *index) lookup(word string) string {
	x.wordsMu.RLock()
	defer x.wordsMu.RUnlock()
	x.docsMu.RLock()
	defer x.docsMu.RUnlock()
	return x.docs[x.words[word]]
}

func (x *index) list() (found []string) {
	x.docsMu.RLock()
	defer x.docsMu.RUnlock()
	for _, doc := range x.docs {
		x.wordsMu.RLock() // want mutex-lock-order hint low
		if x.words[doc] > 0 {
			found = append(found, doc)
		}
		x.wordsMu.RUnlock()
	}
	return found
}

// A parent and its children: which child belongs to which parent is not followed.
type tree struct {
	mu    sync.Mutex
	nodes []*node
}

type node struct {
	mu    sync.Mutex
	owner *tree
	n     int
}

func (t *tree) sum() (n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, each := range t.nodes {
		each.mu.Lock()
		n += each.n
		each.mu.Unlock()
	}
	return n
}

func (n *node) leave() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.owner.mu.Lock() // want mutex-lock-order hint low
	n.owner.nodes = nil
	n.owner.mu.Unlock()
}

// The helper takes the second lock on one of its paths.
type cache struct {
	mu     sync.Mutex
	values map[string]string
	logMu  sync.Mutex
	log    []string
}

func (c *cache) note(text string) {
	if text == "" {
		return
	}
	c.logMu.Lock()
	c.log = append(c.log, text)
	c.logMu.Unlock()
}

func (c *cache) set(key, value string) {
	c.mu.Lock()
	c.values[key] = value
	c.note(key)
	c.mu.Unlock()
}

func (c *cache) flush() {
	c.logMu.Lock()
	defer c.logMu.Unlock()
	for _, key := range c.log {
		c.mu.Lock() // want mutex-lock-order hint medium
		delete(c.values, key)
		c.mu.Unlock()
	}
}
