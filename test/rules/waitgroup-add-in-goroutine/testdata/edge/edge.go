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
