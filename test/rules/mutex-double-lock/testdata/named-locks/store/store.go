package store

import "sync"

// Open has a lock that other packages can name: main takes it when a goroutine has the value.
type Open struct {
	Mu sync.RWMutex
	n  int
}

func NewOpen() *Open {
	o := &Open{}
	o.Mu.Lock()
	o.n = 1
	o.Mu.Unlock()
	return o
}

func (o *Open) Get() int {
	o.Mu.RLock()
	defer o.Mu.RUnlock()
	return o.n
}

func (o *Open) Twice() int {
	o.Mu.RLock()
	defer o.Mu.RUnlock()
	return 2 * o.Get() // want mutex-double-lock info high
}

// Promoted is locked by the name of its method.
type Promoted struct {
	sync.RWMutex
	n int
}

func NewPromoted() *Promoted {
	p := &Promoted{}
	p.Lock()
	p.n = 1
	p.Unlock()
	return p
}

func (p *Promoted) Get() int {
	p.RLock()
	defer p.RUnlock()
	return p.n
}

func (p *Promoted) Twice() int {
	p.RLock()
	defer p.RUnlock()
	return 2 * p.Get() // want mutex-double-lock info high
}

// Quiet has such a lock, which main takes before anybody else has the value: other modules may do otherwise.
type Quiet struct {
	Mu sync.RWMutex
	n  int
}

func NewQuiet() *Quiet { return newQuiet() }

func newQuiet() *Quiet {
	q := &Quiet{}
	q.Mu.Lock()
	q.n = 1
	q.Mu.Unlock()
	return q
}

func (q *Quiet) Get() int {
	q.Mu.RLock()
	defer q.Mu.RUnlock()
	return q.n
}

func (q *Quiet) Twice() int {
	q.Mu.RLock()
	defer q.Mu.RUnlock()
	return 2 * q.Get() // want mutex-double-lock hint low
}
