package edge

import "sync"

// A buffer must be full first.
type buffered struct {
	mu    sync.Mutex
	items chan int
	sum   int
}

func newBuffered() *buffered {
	b := &buffered{items: make(chan int, 16)}
	go b.run()
	return b
}

func (b *buffered) put(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.items <- n // want lock-held-over-block info medium
}

func (b *buffered) run() {
	for n := range b.items {
		b.mu.Lock()
		b.sum += n
		b.mu.Unlock()
	}
}

// The receiver has the lock behind it after its start.
type started struct {
	mu    sync.Mutex
	items chan int
	isUp  bool
}

func newStarted() *started {
	s := &started{items: make(chan int)}
	go s.run()
	return s
}

func (s *started) put(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items <- n // want lock-held-over-block info medium
}

func (s *started) run() {
	s.mu.Lock()
	s.isUp = true
	s.mu.Unlock()
	for n := range s.items {
		println(n)
	}
}

// The goroutine gets the channel, and the lock through another variable.
type hub struct {
	mu  sync.Mutex
	sum int
}

func (h *hub) ask(n int) int {
	answers := make(chan int)
	h.mu.Lock()
	defer h.mu.Unlock()
	go h.compute(n, answers)
	return <-answers // want lock-held-over-block info medium
}

func (h *hub) compute(n int, answers chan<- int) {
	h.mu.Lock()
	h.sum += n
	h.mu.Unlock()
	answers <- n
}
