package fields

import "sync"

// Nobody stops it: jobs and stop are seen completely.
type idle struct {
	jobs chan int
	stop chan struct{}
}

func newIdle() *idle {
	i := &idle{jobs: make(chan int), stop: make(chan struct{})}
	go i.run()
	return i
}

func (i *idle) run() {
	for {
		select { // want select-blocks-forever warning high
		case job := <-i.jobs:
			_ = job
		case <-i.stop:
			return
		}
	}
}

// The same with a stop that somebody uses, whatever it is called.
type worker struct {
	jobs   chan int
	banana chan struct{}
	once   sync.Once
}

func newWorker() *worker {
	w := &worker{make(chan int), make(chan struct{}), sync.Once{}}
	go w.run()
	return w
}

func (w *worker) run() {
	for {
		select {
		case job := <-w.jobs:
			_ = job
		case <-w.banana:
			return
		}
	}
}

func (w *worker) wait() {
	select {
	case <-w.banana:
	}
}

func (w *worker) Close() {
	w.once.Do(func() { close(w.banana) })
}

// Meant as a try: the receiver may be busy.
type beacon struct {
	forced chan int
}

func newBeacon() *beacon {
	b := &beacon{}
	b.forced = make(chan int)
	go b.serve()
	return b
}

func (b *beacon) serve() {
	for range b.forced {
	}
}

func (b *beacon) force() {
	select { // want select-blocks-forever info high
	case b.forced <- 1:
	}
}

// A field that nothing ever fills holds a nil channel.
type empty struct {
	done chan struct{}
}

func newEmpty() *empty { return &empty{} }

func (e *empty) wait() {
	select { // want select-blocks-forever warning high
	case <-e.done:
	}
}

func (e *empty) finish() {
	close(e.done)
}

// What others can reach is answered by others.
type Open struct {
	Jobs chan int
	quit chan struct{}
}

func (o *Open) Run() {
	go func() {
		select {
		case <-o.Jobs:
		case <-o.quit:
		}
	}()
}

func (o *Open) Quit() chan<- struct{} {
	return o.quit
}

// A receive-only view lets others wait, not answer.
type watched struct {
	gone chan struct{}
	more chan int
}

func newWatched() *watched {
	return &watched{gone: make(chan struct{}), more: make(chan int)}
}

func (w *watched) Gone() <-chan struct{} {
	return w.gone
}

func (w *watched) start() {
	go func() {
		select { // want select-blocks-forever warning high
		case <-w.gone:
		case <-w.more:
		}
	}()
}

// Filled from a constructor's parameter.
type Listener struct {
	stop <-chan struct{}
	in   chan int
}

func NewListener(stop <-chan struct{}) *Listener {
	return &Listener{stop: stop, in: make(chan int)}
}

func (l *Listener) loop() {
	go func() {
		select {
		case <-l.stop:
		case <-l.in:
		}
	}()
}

// Literals without the type's name, in a slice and in a map.
type lane struct {
	ch chan int
}

var lanes = []*lane{{make(chan int)}, {ch: make(chan int)}}

func (l *lane) wait() {
	go func() {
		select {
		case <-l.ch:
		case l.ch <- 1:
		}
	}()
}

func feedLanes() {
	for _, l := range lanes {
		l.ch <- 1
	}
}
