package behind

import "sync"

// Who writes is counted only while it has the lock, or had it: with the lock held nobody new is counted, and who is needs no lock.
type writer struct {
	mu     sync.RWMutex
	writes sync.WaitGroup
	sum    int
}

func (w *writer) write(n int) {
	w.mu.RLock()
	w.writes.Add(1)
	defer w.writes.Done()
	w.mu.RUnlock()
	println(n)
}

func (w *writer) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writes.Wait()
}

// It needs the lock once more while it is counted.
type twice struct {
	mu     sync.Mutex
	writes sync.WaitGroup
	sum    int
}

func (w *twice) write(n int) {
	w.mu.Lock()
	w.writes.Add(1)
	defer w.writes.Done()
	w.mu.Unlock()
	w.mu.Lock()
	w.sum += n
	w.mu.Unlock()
}

func (w *twice) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writes.Wait() // want lock-held-over-block warning high
}

type session struct {
	ready chan struct{}
	name  string
}

// A session is in the list only behind the lock, which its maker does not take again before it is ready.
type sessions struct {
	mu   sync.RWMutex
	list map[string]*session
}

func (s *sessions) open(name string) *session {
	made := &session{ready: make(chan struct{})}
	s.mu.Lock()
	s.list[name] = made
	s.mu.Unlock()
	made.name = name
	close(made.ready)
	return made
}

func (s *sessions) get(name string) *session {
	s.mu.RLock()
	defer s.mu.RUnlock()
	found := s.list[name]
	if found != nil {
		<-found.ready
	}
	return found
}

type connection struct {
	ready chan struct{}
	name  string
}

// Its maker takes the lock again before.
type connections struct {
	mu    sync.RWMutex
	list  map[string]*connection
	count int
}

func (s *connections) open(name string) *connection {
	made := &connection{ready: make(chan struct{})}
	s.mu.Lock()
	s.list[name] = made
	s.mu.Unlock()
	made.name = name
	s.mu.Lock()
	s.count++
	s.mu.Unlock()
	close(made.ready)
	return made
}

func (s *connections) get(name string) *connection {
	s.mu.RLock()
	defer s.mu.RUnlock()
	found := s.list[name]
	if found != nil {
		<-found.ready // want lock-held-over-block info medium
	}
	return found
}

// A send for each change of the flag, into a channel with room.
type gate struct {
	mu     sync.Mutex
	window int
	opened chan struct{}
	sum    int
}

func newGate() *gate {
	g := &gate{opened: make(chan struct{}, 1)}
	go g.run()
	return g
}

func (g *gate) widen(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.window == 0 {
		g.window = n
		g.opened <- struct{}{} // want lock-held-over-block info low
	}
}

func (g *gate) run() {
	for range g.opened {
		g.mu.Lock()
		g.sum += g.window
		g.window = 0
		g.mu.Unlock()
	}
}
