package conditional

import "sync"

type log struct {
	mu    sync.Mutex
	lines []string
	full  bool
}

// Takes the lock on one of its paths only.
func (l *log) trim() {
	if !l.full {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = nil
}

func (l *log) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
	l.trim() // want mutex-double-lock info low
}

// Takes the lock by what it is told from elsewhere.
func (l *log) rotate(ask func() (bool, error)) {
	if isOld, err := ask(); err != nil || !isOld {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = nil
}

func (l *log) addAndRotate(line string, ask func() (bool, error)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
	l.rotate(ask) // want mutex-double-lock info medium
}

// An interface may stand for a read lock.
func locker(l sync.Locker) {
	l.Lock()
	l.Lock() // want mutex-double-lock info low
	l.Unlock()
	l.Unlock()
}

// The same element, unless something in between changes the map.
func element(logs map[string]*log, key string) {
	logs[key].mu.Lock()
	logs[key].mu.Lock() // want mutex-double-lock info medium
	logs[key].mu.Unlock()
}

type pods struct {
	mu     sync.RWMutex
	byName map[string]int
	whole  bool
}

// Locks unless its caller has: a field says which.
func (p *pods) register(name string) {
	if !p.whole {
		p.mu.Lock()
		defer p.mu.Unlock()
	}
	p.byName[name]++
}

func (p *pods) registerAll(names []string) {
	p.mu.Lock()
	for _, name := range names {
		p.register(name)
	}
	p.mu.Unlock()
}

// Takes the lock unless it fails before.
func (p *pods) discover(find func() (map[string]int, error)) error {
	found, err := find()
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.byName = found
	p.mu.Unlock()
	return nil
}

func (p *pods) collect(find func() (map[string]int, error)) error {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.discover(find) // want mutex-double-lock warning high
}
