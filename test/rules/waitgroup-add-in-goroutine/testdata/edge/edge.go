package edge

import "sync"

// another function waits
type server struct {
	wg   sync.WaitGroup
	stop chan struct{}
}

func (s *server) Start() {
	go s.loop()
}

func (s *server) loop() {
	s.wg.Add(1) // want waitgroup-add-in-goroutine info medium
	defer s.wg.Done()
	<-s.stop
}

func (s *server) Stop() {
	close(s.stop)
	s.wg.Wait()
}

type pool struct {
	wg sync.WaitGroup
}

func (p *pool) submit(job func()) {
	go func() {
		p.wg.Add(1) // want waitgroup-add-in-goroutine info medium
		defer p.wg.Done()
		job()
	}()
}

func (p *pool) Close() { p.wg.Wait() }

// a number that is not a constant stays where it is
func many(n int, job func()) {
	var wg sync.WaitGroup
	go func() {
		wg.Add(n) // want waitgroup-add-in-goroutine warning high
		for i := 0; i < n; i++ {
			job()
			wg.Done()
		}
	}()
	wg.Wait()
}

// counted since its first line until it returns, it may count others: only the first Add can be late
type tailer struct {
	wg   sync.WaitGroup
	stop chan struct{}
}

func (t *tailer) Start() { go t.run() }

func (t *tailer) run() {
	t.wg.Add(1) // want waitgroup-add-in-goroutine info medium
	defer t.wg.Done()
	t.wg.Add(2)
	go t.copy()
	go t.copy()
	<-t.stop
}

func (t *tailer) copy() { defer t.wg.Done() }

func (t *tailer) Stop() {
	close(t.stop)
	t.wg.Wait()
}

// without the deferred Done the second Add may find 0 again
type relay struct {
	wg   sync.WaitGroup
	stop chan struct{}
}

func (r *relay) Start() { go r.run() }

func (r *relay) run() {
	r.wg.Add(1) // want waitgroup-add-in-goroutine info medium
	<-r.stop
	r.wg.Done()
	r.wg.Add(1) // want waitgroup-add-in-goroutine info low
	<-r.stop
	r.wg.Done()
}

func (r *relay) Stop() {
	close(r.stop)
	r.wg.Wait()
}

// parked until it is let go: counted before, it would hold Stop up for ever
type worker struct {
	wg    sync.WaitGroup
	begin chan struct{}
	stop  chan struct{}
}

func newWorker() *worker {
	w := &worker{begin: make(chan struct{}), stop: make(chan struct{})}
	go w.run()
	return w
}

func (w *worker) Begin() { close(w.begin) }

func (w *worker) run() {
	<-w.begin
	w.wg.Add(1) // want waitgroup-add-in-goroutine info low
	defer w.wg.Done()
	<-w.stop
}

func (w *worker) Stop() {
	close(w.stop)
	w.wg.Wait()
}

// who lets it go waits right behind that
func released(job func()) {
	var wg sync.WaitGroup
	begin := make(chan struct{})
	go func() {
		<-begin
		wg.Add(1) // want waitgroup-add-in-goroutine warning high
		defer wg.Done()
		job()
	}()
	close(begin)
	wg.Wait()
}

// the Wait of the type that is counted, not of another one with the same field
type carrier struct{ wg sync.WaitGroup }

type first struct{ carrier }

func (f *first) wait() { f.wg.Wait() }

type second struct{ carrier }

func (s *second) start(job func()) {
	go func() {
		s.wg.Add(1) // want waitgroup-add-in-goroutine info medium
		defer s.wg.Done()
		job()
	}()
}

func (s *second) wait() { s.wg.Wait() }
