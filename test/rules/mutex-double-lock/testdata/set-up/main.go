package main

import (
	"sync"

	"example.com/set-up/registry"
)

// settings are written before anybody else has them.
type settings struct {
	mu    sync.RWMutex
	names []string
}

func newSettings() *settings {
	return &settings{}
}

func (s *settings) add(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names = append(s.names, name)
}

func (s *settings) count() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.names)
}

func (s *settings) last() string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.names[s.count()-1]
}

// counters are shared before they are written.
type counters struct {
	mu sync.RWMutex
	n  int
}

func newCounters() *counters {
	c := &counters{}
	go c.watch()
	return c
}

func (c *counters) watch() {
	println(c.twice())
}

func (c *counters) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
}

func (c *counters) get() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.n
}

func (c *counters) twice() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return 2 * c.get() // want mutex-double-lock info high
}

// labels are written when a goroutine has them.
type labels struct {
	mu    sync.RWMutex
	first string
}

func (l *labels) set(first string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.first = first
}

func (l *labels) get() string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.first
}

func (l *labels) show() {
	l.mu.RLock()
	defer l.mu.RUnlock()
	println(l.get()) // want mutex-double-lock info high
}

func main() {
	r := registry.New("localhost")
	r.SetName("example")
	println(r.Address())

	s := newSettings()
	s.add("one")
	s.add("two")
	go func() { println(s.last()) }()

	c := newCounters()
	c.add()

	l := &labels{}
	go l.show()
	l.set("first")

	shared := &cache{}
	grow(shared)
	println(shared.twice())
	println((&gauge{}).twice())

	m := newMeter(func(*sync.RWMutex) {})
	println(m.twice())
}

// cache is shared; a view has the pointer to one.
type cache struct {
	mu   sync.RWMutex
	size int
}

func (c *cache) get() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.size
}

func (c *cache) twice() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return 2 * c.get() // want mutex-double-lock info high
}

type view struct{ cache *cache }

func grow(c *cache) {
	v := &view{cache: c}
	v.cache.mu.Lock()
	v.cache.size++
	v.cache.mu.Unlock()
}

// gauge is shared; a dial embeds the pointer to one.
type gauge struct {
	level sync.RWMutex
	now   int
}

func (g *gauge) get() int {
	g.level.RLock()
	defer g.level.RUnlock()
	return g.now
}

func (g *gauge) twice() int {
	g.level.RLock()
	defer g.level.RUnlock()
	return 2 * g.get() // want mutex-double-lock info high
}

type dial struct{ *gauge }

func turn(g *gauge) {
	d := dial{g}
	d.level.Lock()
	d.now++
	d.level.Unlock()
}

// meter lends the address of its lock before it is written.
type meter struct {
	inner struct{ lock sync.RWMutex }
	now   int
}

func (m *meter) get() int {
	m.inner.lock.RLock()
	defer m.inner.lock.RUnlock()
	return m.now
}

func (m *meter) twice() int {
	m.inner.lock.RLock()
	defer m.inner.lock.RUnlock()
	return 2 * m.get() // want mutex-double-lock info high
}

func newMeter(share func(*sync.RWMutex)) *meter {
	m := &meter{}
	share(&m.inner.lock)
	m.inner.lock.Lock()
	m.now = 1
	m.inner.lock.Unlock()
	return m
}
