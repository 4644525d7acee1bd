package basic

import "sync"

type pool struct {
	mu   sync.Mutex
	done int
	jobs chan int
	wg   sync.WaitGroup
}

func (p *pool) start() {
	p.wg.Add(1)
	go p.work()
}

func (p *pool) work() {
	defer p.wg.Done()
	for range p.jobs {
		p.mu.Lock()
		p.done++
		p.mu.Unlock()
	}
}

func (p *pool) stop() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.jobs)
	p.wg.Wait() // want lock-held-over-block warning high
	return p.done
}

// The sender holds what the receiver needs for the item before.
type queue struct {
	mu    sync.Mutex
	items chan string
	seen  map[string]bool
}

func newQueue() *queue {
	q := &queue{items: make(chan string), seen: map[string]bool{}}
	go q.run()
	return q
}

func (q *queue) put(item string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.seen[item] {
		q.items <- item // want lock-held-over-block warning high
	}
}

func (q *queue) run() {
	for item := range q.items {
		q.mark(item)
	}
}

func (q *queue) mark(item string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.seen[item] = true
}

// The wait stands in a helper, and the other side closes its channel at the end.
type server struct {
	mu     sync.RWMutex
	names  []string
	quit   chan struct{}
	ended  chan struct{}
	events chan string
}

func newServer(events chan string) *server {
	s := &server{quit: make(chan struct{}), ended: make(chan struct{}), events: events}
	go s.loop()
	return s
}

func (s *server) loop() {
	defer close(s.ended)
	for {
		select {
		case <-s.quit:
			return
		case name := <-s.events:
			s.mu.Lock()
			s.names = append(s.names, name)
			s.mu.Unlock()
		}
	}
}

func (s *server) stop() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.wait() // want lock-held-over-block warning high
	return s.names
}

func (s *server) wait() {
	close(s.quit)
	<-s.ended
}

// Variables of one function.
func count(words []string) map[string]int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	counts := map[string]int{}
	mu.Lock()
	defer mu.Unlock()
	for _, word := range words {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			counts[word]++
			mu.Unlock()
		}()
	}
	wg.Wait() // want lock-held-over-block warning high
	return counts
}
