package clean

import "sync"

// One order everywhere.
type ordered struct {
	a, b sync.Mutex
	n    int
}

func (o *ordered) first() {
	o.a.Lock()
	defer o.a.Unlock()
	o.b.Lock()
	defer o.b.Unlock()
	o.n++
}

func (o *ordered) second() {
	o.a.Lock()
	o.b.Lock()
	o.n--
	o.b.Unlock()
	o.a.Unlock()
}

// One after the other: nothing is held while the other is taken.
func (o *ordered) third() {
	o.b.Lock()
	n := o.n
	o.b.Unlock()
	o.a.Lock()
	o.n = n + 1
	o.a.Unlock()
}

// A third lock keeps the two ways apart.
type gated struct {
	gate, a, b sync.Mutex
	n          int
}

func (g *gated) forward() {
	g.gate.Lock()
	defer g.gate.Unlock()
	g.a.Lock()
	g.b.Lock()
	g.n++
	g.b.Unlock()
	g.a.Unlock()
}

func (g *gated) back() {
	g.gate.Lock()
	defer g.gate.Unlock()
	g.backLocked()
}

// Its only caller holds the gate.
func (g *gated) backLocked() {
	g.b.Lock()
	g.a.Lock()
	g.n--
	g.a.Unlock()
	g.b.Unlock()
}

// TryLock does not wait.
type tried struct {
	a, b sync.Mutex
	n    int
}

func (t *tried) forward() {
	t.a.Lock()
	defer t.a.Unlock()
	t.b.Lock()
	t.n++
	t.b.Unlock()
}

func (t *tried) back() {
	t.b.Lock()
	defer t.b.Unlock()
	if t.a.TryLock() {
		t.n--
		t.a.Unlock()
	}
}

// Readers that no writer comes between.
type readers struct {
	a, b sync.RWMutex
	n    int
}

func (r *readers) forward() int {
	r.a.RLock()
	defer r.a.RUnlock()
	r.b.RLock()
	defer r.b.RUnlock()
	return r.n
}

func (r *readers) back() int {
	r.b.RLock()
	defer r.b.RUnlock()
	r.a.RLock()
	defer r.a.RUnlock()
	return r.n
}

// The value is not shared yet.
type made struct {
	a, b sync.Mutex
	n    int
}

func newMade() *made {
	m := &made{}
	m.b.Lock()
	m.a.Lock()
	m.n = 1
	m.a.Unlock()
	m.b.Unlock()
	return m
}

func (m *made) raise() {
	m.a.Lock()
	defer m.a.Unlock()
	m.b.Lock()
	defer m.b.Unlock()
	m.n++
}

// The helper lets go of the lock before it takes the other one.
type handed struct {
	a, b sync.Mutex
	n    int
}

func (h *handed) forward() {
	h.a.Lock()
	h.swap()
	h.a.Unlock()
}

func (h *handed) swap() {
	h.a.Unlock()
	h.b.Lock()
	h.n++
	h.b.Unlock()
	h.a.Lock()
}

func (h *handed) back() {
	h.b.Lock()
	defer h.b.Unlock()
	h.a.Lock()
	defer h.a.Unlock()
	h.n--
}

// A goroutine holds nothing of what its starter holds.
type started struct {
	a, b sync.Mutex
	n    int
}

func (s *started) forward() {
	s.a.Lock()
	defer s.a.Unlock()
	go s.raise()
	go func() {
		s.b.Lock()
		s.n++
		s.b.Unlock()
	}()
}

func (s *started) raise() {
	s.b.Lock()
	s.n++
	s.b.Unlock()
}

func (s *started) back() {
	s.b.Lock()
	defer s.b.Unlock()
	s.a.Lock()
	defer s.a.Unlock()
	s.n--
}

// Two values of one type: the order goes by their numbers.
type account struct {
	mu      sync.Mutex
	id, sum int
}

func transfer(from, to *account, sum int) {
	first, second := from, to
	if to.id < from.id {
		first, second = to, from
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	from.sum -= sum
	to.sum += sum
}
