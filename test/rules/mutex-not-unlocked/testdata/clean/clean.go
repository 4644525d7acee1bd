package clean

import (
	"errors"
	"log"
	"os"
	"runtime"
	"sync"
	"time"
)

type store struct {
	mu     sync.RWMutex
	cond   *sync.Cond
	items  map[string]int
	closed bool
	sync   bool
}

func (s *store) deferred(key string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok := s.items[key]
	if !ok {
		return 0, errors.New("no such item")
	}
	return n, nil
}

func (s *store) everywhere(key string) (int, error) {
	s.mu.RLock()
	n, ok := s.items[key]
	if !ok {
		s.mu.RUnlock()
		return 0, errors.New("no such item")
	}
	s.mu.RUnlock()
	return n, nil
}

func (s *store) deferredLiteral() error {
	s.mu.Lock()
	defer func() {
		s.items = nil
		s.mu.Unlock()
	}()
	if s.closed {
		return errors.New("closed")
	}
	return nil
}

func (s *store) methodValue() {
	s.mu.Lock()
	unlock := s.mu.Unlock
	defer unlock()
	s.items = nil
}

func (s *store) flag(early bool) bool {
	s.mu.Lock()
	locked := true
	defer func() {
		if locked {
			s.mu.Unlock()
		}
	}()
	if early {
		return false
	}
	s.mu.Unlock()
	locked = false
	return true
}

func (s *store) sameCondition(lock bool) int {
	if lock {
		s.mu.Lock()
	}
	n := len(s.items)
	if lock {
		s.mu.Unlock()
	}
	return n
}

func (s *store) sameField() int {
	if s.sync {
		s.mu.Lock()
	}
	n := len(s.items)
	if !s.sync {
		return n
	}
	s.mu.Unlock()
	return n
}

func (s *store) sameAfterLoop(keys []string) {
	if runtime.GOOS == "linux" && s.sync {
		s.mu.Lock()
		if s.closed {
			s.mu.Unlock()
			return
		}
	}
	for _, key := range keys {
		log.Println(key)
	}
	if runtime.GOOS == "linux" && s.sync {
		s.mu.Unlock()
	}
}

func (s *store) sameSwitch(mode int) int {
	switch mode {
	case 1:
		s.mu.Lock()
	case 2:
		s.mu.RLock()
	}
	n := len(s.items)
	switch mode {
	case 1:
		s.mu.Unlock()
	case 2:
		s.mu.RUnlock()
	}
	return n
}

func (s *store) conditionalDefer(lock bool) int {
	if lock {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	return len(s.items)
}

func (s *store) relocks(slow func()) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errors.New("closed")
	}
	s.mu.Unlock()
	slow()
	s.mu.Lock()
	if s.closed {
		return errors.New("closed")
	}
	return nil
}

// expects the lock to be held
func (s *store) outside(slow func()) {
	s.mu.Unlock()
	defer s.mu.Lock()
	slow()
}

func (s *store) callsOutside(slow func()) {
	s.mu.Lock()
	s.outside(slow)
	s.mu.Unlock()
}

func (s *store) tryLock() bool {
	if !s.mu.TryLock() {
		return false
	}
	defer s.mu.Unlock()
	s.items = nil
	return true
}

func (s *store) tryLockVariable() {
	ok := s.mu.TryLock()
	if !ok {
		return
	}
	s.items = nil
	s.mu.Unlock()
}

func (s *store) waits() {
	s.cond.L.Lock()
	for !s.closed {
		s.cond.Wait()
	}
	s.cond.L.Unlock()
}

func (s *store) noReturn(path string) []byte {
	s.mu.Lock()
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	s.mu.Unlock()
	return data
}

// A panic ends the process unless somebody recovers: nobody here does.
func (s *store) panics(key string) int {
	s.mu.Lock()
	n, ok := s.items[key]
	if !ok {
		panic("no such item")
	}
	s.mu.Unlock()
	return n
}

func (s *store) givenToGoroutine(work func()) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	go func() {
		defer s.mu.Unlock()
		work()
	}()
}

func (s *store) localHelpers(early bool) {
	lock := func() { s.mu.Lock() }
	unlock := func() { s.mu.Unlock() }
	lock()
	if early {
		unlock()
		return
	}
	s.items = nil
	unlock()
}

func (s *store) loop(next func() bool) {
	for {
		s.mu.Lock()
		if s.closed {
			s.mu.Unlock()
			return
		}
		if !next() {
			s.mu.Unlock()
			continue
		}
		s.items = nil
		s.mu.Unlock()
	}
}

func (s *store) gotos(fail bool) error {
	var err error
	s.mu.Lock()
	if fail {
		err = errors.New("failed")
		goto out
	}
	s.items = nil
out:
	s.mu.Unlock()
	return err
}

type node struct {
	mu   sync.Mutex
	next *node
	n    int
}

// Hand over hand: the lock goes along with the variable.
func (n *node) sum() int {
	total := 0
	n.mu.Lock()
	current := n
	for current.next != nil {
		next := current.next
		next.mu.Lock()
		total += current.n
		current.mu.Unlock()
		current = next
	}
	current.mu.Unlock()
	return total
}

// All are locked, then all are unlocked.
func lockAll(nodes []*node, work func()) {
	for _, n := range nodes {
		n.mu.Lock()
	}
	work()
	for _, n := range nodes {
		n.mu.Unlock()
	}
}

func lockAllByIndex(nodes []*node, work func()) {
	for i := range nodes {
		nodes[i].mu.Lock()
	}
	work()
	for i := range nodes {
		nodes[i].mu.Unlock()
	}
}

func deferredPerIteration(nodes []*node) {
	for _, n := range nodes {
		n.mu.Lock()
		defer n.mu.Unlock()
	}
}

func follow(n *node) *node {
	for n.n > 0 {
		m := n
		m.mu.Lock()
		if m.next == nil {
			m.mu.Unlock()
			break
		}
		n = m.next
		m.mu.Unlock()
	}
	return n
}

type closer struct {
	mu sync.Mutex
}

func (c *closer) bothReleased(s *store) {
	c.mu.Lock()
	s.mu.Lock()
	defer s.mu.Unlock()
	defer c.mu.Unlock()
	s.items = nil
}

// Not a mutex.
type fridge struct{ food int }

func (f *fridge) Lock()   { f.food++ }
func (f *fridge) Unlock() { f.food-- }

func shuts(f *fridge, early bool) {
	f.Lock()
	if early {
		return
	}
	f.Unlock()
}

// Locked for good before the process ends: nobody ever unlocks it.
var exitMu sync.Mutex

func exit(code int) {
	exitMu.Lock()
	os.Exit(code)
}

func kill() {
	exitMu.Lock()
}

type group struct {
	mu sync.Mutex
	wg sync.WaitGroup
}

func (g *group) add() {
	g.mu.Lock()
	g.wg.Add(1)
	g.mu.Unlock()
}

// Shuts out whoever adds from now on.
func (g *group) waitForGood() {
	g.mu.Lock()
	g.wg.Wait()
}

// The lock of a slot is read into a variable before it is taken; who gets the slot releases it.
type slot struct{ gate *sync.Mutex }

type slots struct {
	mu     sync.RWMutex
	byName map[string]*slot
}

func (s *slots) find(name string) *slot {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.byName[name]
}

func (s *slots) enter(name string) (*slot, bool) {
	found := s.find(name)
	if found == nil {
		return nil, false
	}
	gate := found.gate
	gate.Lock()
	found = s.find(name)
	if found == nil || found.gate != gate {
		gate.Unlock()
		return nil, false
	}
	return found, true
}

func (s *slots) rename(from, to string) bool {
	found, ok := s.enter(from)
	if !ok {
		return false
	}
	defer found.gate.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byName[to] = found
	return true
}

// Stop says whether the literal of the timer has run, and it unlocks.
func untilTimer(send func()) {
	var mu sync.Mutex
	timeout := time.AfterFunc(time.Second, func() { mu.Unlock() })
	mu.Lock()
	send()
	if timeout.Stop() {
		mu.Unlock()
	}
}
