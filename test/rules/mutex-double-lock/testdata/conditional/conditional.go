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
	l.trim() // want mutex-double-lock info medium
}

// An interface may stand for a read lock.
func locker(l sync.Locker) {
	l.Lock()
	l.Lock() // want mutex-double-lock info medium
	l.Unlock()
	l.Unlock()
}

// The same element, unless something in between changes the map.
func element(logs map[string]*log, key string) {
	logs[key].mu.Lock()
	logs[key].mu.Lock() // want mutex-double-lock info medium
	logs[key].mu.Unlock()
}
