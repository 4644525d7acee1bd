package basic

import "sync"

type store struct {
	itemsMu sync.Mutex
	items   map[string]int
	statsMu sync.RWMutex
	hits    int
	misses  int
}

func (s *store) get(key string) (int, bool) {
	s.itemsMu.Lock()
	defer s.itemsMu.Unlock()
	value, ok := s.items[key]
	s.count(ok)
	return value, ok
}

func (s *store) put(key string, value int) {
	s.itemsMu.Lock()
	s.items[key] = value
	s.statsMu.Lock()
	s.hits++
	s.statsMu.Unlock()
	s.itemsMu.Unlock()
}

func (s *store) count(found bool) {
	s.statsMu.Lock()
	defer s.statsMu.Unlock()
	if found {
		s.hits++
	} else {
		s.misses++
	}
}

func (s *store) report() (size, hits int) {
	s.statsMu.RLock()
	defer s.statsMu.RUnlock()
	return s.size(), s.hits // want mutex-lock-order info high
}

func (s *store) size() int {
	s.itemsMu.Lock()
	defer s.itemsMu.Unlock()
	return len(s.items)
}

var (
	usersMu  sync.Mutex
	users    = map[int]string{}
	groupsMu sync.Mutex
	groups   = map[string][]int{}
)

func join(id int, group string) {
	usersMu.Lock()
	defer usersMu.Unlock()
	groupsMu.Lock()
	defer groupsMu.Unlock()
	if users[id] != "" {
		groups[group] = append(groups[group], id)
	}
}

func dissolve(group string) {
	groupsMu.Lock()
	defer groupsMu.Unlock()
	for _, id := range groups[group] {
		usersMu.Lock() // want mutex-lock-order info high
		delete(users, id)
		usersMu.Unlock()
	}
	delete(groups, group)
}

type half struct {
	mu sync.Mutex
	n  int
}

type pair struct {
	left, right half
}

func (p *pair) toRight() {
	p.left.mu.Lock()
	defer p.left.mu.Unlock()
	p.right.mu.Lock()
	defer p.right.mu.Unlock()
	p.left.n, p.right.n = p.left.n-1, p.right.n+1
}

func (p *pair) toLeft() {
	p.right.mu.Lock()
	defer p.right.mu.Unlock()
	p.left.mu.Lock() // want mutex-lock-order info high
	defer p.left.mu.Unlock()
	p.left.n, p.right.n = p.left.n+1, p.right.n-1
}
