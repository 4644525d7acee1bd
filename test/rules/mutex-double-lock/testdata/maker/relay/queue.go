package relay

import "sync"

type Queue struct {
	mu    sync.RWMutex
	hooks []Hook
	quit  chan string
}

// NewQueue starts a goroutine that reads the hooks.
func NewQueue() *Queue {
	q := &Queue{quit: make(chan string)}
	go q.loop()
	return q
}

func (q *Queue) loop() {
	for name := range q.quit {
		q.Join(name)
	}
}

// Use is only called by the function that makes the queue, but the goroutine runs by then.
func (q *Queue) Use(hook Hook) {
	q.mu.Lock()
	q.hooks = append(q.hooks, hook)
	q.mu.Unlock()
}

func (q *Queue) Join(name string) {
	q.mu.RLock()
	defer q.mu.RUnlock()
	for _, hook := range q.hooks {
		if err := hook(name); err != nil {
			q.Leave(name) // want mutex-double-lock info high
		}
	}
}

func (q *Queue) Leave(name string) {
	q.mu.RLock()
	defer q.mu.RUnlock()
	for _, hook := range q.hooks {
		_ = hook("-" + name)
	}
}
