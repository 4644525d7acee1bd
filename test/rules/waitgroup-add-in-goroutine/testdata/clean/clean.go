package clean

import (
	"net"
	"sync"
	"sync/atomic"
)

func before(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func(job func()) {
			defer wg.Done()
			job()
		}(job)
	}
	wg.Wait()
}

// counted itself, a goroutine may count others
func tree(walk func(int) []int) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for range walk(0) {
			wg.Add(1)
			go func() {
				defer wg.Done()
				wg.Add(1)
				go wg.Done()
			}()
		}
	}()
	wg.Wait()
}

type walker struct {
	wg sync.WaitGroup
}

func (w *walker) run() {
	w.wg.Add(1)
	go w.visit(3)
	w.wg.Wait()
}

func (w *walker) visit(depth int) {
	defer w.wg.Done()
	if depth > 0 {
		w.wg.Add(1)
		go w.visit(depth - 1)
	}
}

// it waits for what it counts
func coordinator(jobs <-chan func(), done chan<- struct{}) {
	var wg sync.WaitGroup
	go func() {
		for job := range jobs {
			wg.Add(1)
			go func(job func()) {
				defer wg.Done()
				job()
			}(job)
		}
		wg.Wait()
		close(done)
	}()
}

// its own group
func own(jobs []func()) {
	go func() {
		var wg sync.WaitGroup
		wg.Add(len(jobs))
		for _, job := range jobs {
			go func(job func()) {
				defer wg.Done()
				job()
			}(job)
		}
		wg.Wait()
	}()
}

// it has begun when somebody waits
func begun(job func()) {
	var wg sync.WaitGroup
	started := make(chan struct{})
	go func() {
		wg.Add(1)
		defer wg.Done()
		close(started)
		job()
	}()
	<-started
	wg.Wait()
}

// under a lock that Close takes too
type listener struct {
	mu     sync.Mutex
	closed bool
	wg     sync.WaitGroup
	l      net.Listener
}

func (l *listener) Start() { go l.accept() }

func (l *listener) accept() {
	l.mu.Lock()
	if l.closed {
		l.mu.Unlock()
		return
	}
	l.wg.Add(1)
	l.mu.Unlock()
	defer l.wg.Done()
}

func (l *listener) Close() {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.wg.Wait()
}

// nobody waits
func unwaited(job func()) *sync.WaitGroup {
	wg := new(sync.WaitGroup)
	go func() {
		wg.Add(1)
		defer wg.Done()
		job()
	}()
	return wg
}

// another type
type running struct {
	count atomic.Int64
}

func (r *running) start(job func()) {
	go func() {
		r.count.Add(1)
		defer r.count.Add(-1)
		job()
	}()
}

// what starts it is called by a goroutine that has been counted
type reader struct {
	wg   sync.WaitGroup
	quit chan struct{}
}

func (r *reader) schedule() {
	r.wg.Add(1)
	defer r.wg.Done()
	r.begin()
	<-r.quit
}

func (r *reader) begin() { go r.read() }

func (r *reader) read() {
	r.wg.Add(1)
	defer r.wg.Done()
}

func (r *reader) Close() {
	close(r.quit)
	r.wg.Wait()
}
