package clean

import "sync"

// The other side does not need the lock.
type apart struct {
	mu    sync.Mutex
	items chan int
	wg    sync.WaitGroup
	n     int
}

func newApart() *apart {
	a := &apart{items: make(chan int)}
	a.wg.Add(1)
	go a.run()
	return a
}

func (a *apart) run() {
	defer a.wg.Done()
	for n := range a.items {
		println(n)
	}
}

func (a *apart) put(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.items <- n
	a.n++
}

func (a *apart) stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	close(a.items)
	a.wg.Wait()
}

// The wait comes behind the unlock.
type released struct {
	mu    sync.Mutex
	items chan int
	wg    sync.WaitGroup
	n     int
}

func newReleased() *released {
	r := &released{items: make(chan int)}
	r.wg.Add(1)
	go r.run()
	return r
}

func (r *released) run() {
	defer r.wg.Done()
	for n := range r.items {
		r.mu.Lock()
		r.n += n
		r.mu.Unlock()
	}
}

func (r *released) put(n int) {
	r.mu.Lock()
	isOpen := r.n >= 0
	r.mu.Unlock()
	if isOpen {
		r.items <- n
	}
}

func (r *released) stop() {
	r.mu.Lock()
	close(r.items)
	r.mu.Unlock()
	r.wg.Wait()
}

// A select has another way out.
type selecting struct {
	mu    sync.Mutex
	items chan int
	n     int
}

func newSelecting() *selecting {
	s := &selecting{items: make(chan int)}
	go s.run()
	return s
}

func (s *selecting) run() {
	for n := range s.items {
		s.mu.Lock()
		s.n += n
		s.mu.Unlock()
	}
}

func (s *selecting) put(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case s.items <- n:
	default:
		s.n--
	}
}

// Another receiver answers without the lock.
type two struct {
	mu    sync.Mutex
	items chan int
	n     int
}

func newTwo() *two {
	t := &two{items: make(chan int)}
	go t.locking()
	go t.free()
	return t
}

func (t *two) locking() {
	for n := range t.items {
		t.mu.Lock()
		t.n += n
		t.mu.Unlock()
	}
}

func (t *two) free() {
	for n := range t.items {
		println(n)
	}
}

func (t *two) put(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.items <- n
}

// The helper lets go of the lock while it waits.
type handing struct {
	mu    sync.Mutex
	items chan int
	n     int
}

func newHanding() *handing {
	h := &handing{items: make(chan int)}
	go h.run()
	return h
}

func (h *handing) run() {
	for n := range h.items {
		h.mu.Lock()
		h.n += n
		h.mu.Unlock()
	}
}

func (h *handing) put(n int) {
	h.mu.Lock()
	h.sendUnlocked(n)
	h.mu.Unlock()
}

func (h *handing) sendUnlocked(n int) {
	h.mu.Unlock()
	h.items <- n
	h.mu.Lock()
}

// sync.Cond unlocks while it waits.
type waiting struct {
	mu   sync.Mutex
	cond *sync.Cond
	n    int
}

func newWaiting() *waiting {
	w := &waiting{}
	w.cond = sync.NewCond(&w.mu)
	go func() {
		w.mu.Lock()
		w.n++
		w.mu.Unlock()
		w.cond.Signal()
	}()
	return w
}

func (w *waiting) await() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.n == 0 {
		w.cond.Wait()
	}
}

// Readers do not keep each other out.
type reading struct {
	mu    sync.RWMutex
	items chan int
	n     int
}

func newReading() *reading {
	r := &reading{items: make(chan int)}
	go r.run()
	return r
}

func (r *reading) run() {
	for n := range r.items {
		r.mu.RLock()
		println(n + r.n)
		r.mu.RUnlock()
	}
}

func (r *reading) put(n int) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	r.items <- n
}

// The lock comes behind the answer, and the goroutine ends with it.
type once struct {
	mu   sync.Mutex
	done chan int
	n    int
}

func (o *once) ask() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	answers := make(chan int)
	go func() {
		answers <- 1
		o.mu.Lock()
		o.n++
		o.mu.Unlock()
	}()
	return <-answers
}

// Code that is not seen may answer.
func (o *once) Watch(events chan int) {
	go func() {
		for range events {
			o.mu.Lock()
			o.n++
			o.mu.Unlock()
		}
	}()
	o.mu.Lock()
	defer o.mu.Unlock()
	events <- 1
}
