package edge

import "sync"

type writer struct {
	group sync.WaitGroup
	quit  chan struct{}
}

func newWriter() *writer {
	w := &writer{quit: make(chan struct{}, 1)}
	go w.run()
	return w
}

func (w *writer) run() {
	w.group.Add(1) // want waitgroup-add-in-goroutine info medium
	defer w.group.Done()
	<-w.quit
}

// Close leaves its word in the buffer: run may not have begun.
func (w *writer) Close() {
	w.quit <- struct{}{}
	w.group.Wait()
}

type poller struct {
	group sync.WaitGroup
	quit  chan struct{}
}

func newPoller() *poller {
	p := &poller{quit: make(chan struct{})}
	go p.run()
	return p
}

func (p *poller) run() {
	select {
	case <-p.quit:
	default:
	}
	p.group.Add(1) // want waitgroup-add-in-goroutine info medium
	defer p.group.Done()
	<-p.quit
}

// Close may have been heard before run is counted.
func (p *poller) Close() {
	p.quit <- struct{}{}
	p.group.Wait()
}
