package expected

import "sync"

// gate lets as many through as it has places.
type gate struct {
	mu     sync.Mutex
	cond   *sync.Cond
	places int
}

func newGate(places int) *gate {
	g := &gate{places: places}
	g.cond = sync.NewCond(&g.mu)
	return g
}

func (g *gate) enter() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.places == 0 {
		g.cond.Wait()
	}
	g.places--
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.places++
	g.cond.Signal()
}
