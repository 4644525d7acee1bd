package edge

import (
	"sync"
)

// in a field it may be told elsewhere
type server struct {
	wg   sync.WaitGroup
	open func() error
}

func (s *server) Start() {
	s.wg.Add(1)
	go s.run()
}

func (s *server) run() {
	if err := s.open(); err != nil {
		return
	}
	defer s.wg.Done() // want waitgroup-never-done info medium
	s.serve()
}

func (s *server) serve() {}

func (s *server) Stop() { s.wg.Wait() }

// what follows Done would come before it
func ready(listen func() error, serve func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := listen(); err != nil {
			return
		}
		wg.Done() // want waitgroup-never-done warning high
		serve()
	}()
	wg.Wait()
}

// a deferred call comes behind Done
func cleans(open func() (func(), error)) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		release, err := open()
		if err != nil {
			return
		}
		defer release()
		wg.Done() // want waitgroup-never-done warning high
	}()
	wg.Wait()
}

// more is done in what is deferred
func literal(open func() error, done chan<- struct{}) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if open() != nil {
			return
		}
		defer func() {
			wg.Done() // want waitgroup-never-done warning high
			done <- struct{}{}
		}()
	}()
	wg.Wait()
}

// a function of its own counts itself
func (s *server) handle() {
	s.wg.Add(1)
	defer s.wg.Done()
}
