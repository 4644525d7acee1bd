package clean

import (
	"context"
	"sync"
	"time"
)

// the sender closes
func sender(values []int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for _, v := range values {
			out <- v
		}
	}()
	return out
}

// who closes has waited for the senders
func waited(jobs []func() int) []int {
	out := make(chan int, len(jobs))
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func(job func() int) {
			defer wg.Done()
			out <- job()
		}(job)
	}
	wg.Wait()
	close(out)
	var all []int
	for v := range out {
		all = append(all, v)
	}
	return all
}

// it is closed only behind the value
func received(work func() int) int {
	out := make(chan int)
	go func() {
		out <- work()
	}()
	v := <-out
	close(out)
	return v
}

// nobody closes
func left(ctx context.Context, work func() int) int {
	out := make(chan int, 1)
	go func() {
		out <- work()
	}()
	select {
	case v := <-out:
		return v
	case <-ctx.Done():
		return 0
	}
}

// one of two branches closes, the other sends
func branches(run func() error) <-chan error {
	errs := make(chan error, 1)
	if err := run(); err != nil {
		errs <- err
	} else {
		close(errs)
	}
	return errs
}

// the rounds that send come before the one that closes
func rounds(total, limit int) <-chan int {
	out := make(chan int, total)
	isClosed := false
	for i := 0; i < total; i++ {
		if i < limit {
			out <- i
		} else if !isClosed {
			close(out)
			isClosed = true
		}
	}
	return out
}

// each round has a channel of its own
func perRound(cases []int) {
	for _, n := range cases {
		out := make(chan int, 1)
		defer func() { close(out) }()
		out <- n
	}
}

// a lock keeps them apart
func locked(ctx context.Context, work func() int) {
	var mu sync.Mutex
	isClosed := false
	out := make(chan int, 1)
	go func() {
		v := work()
		mu.Lock()
		defer mu.Unlock()
		if !isClosed {
			out <- v
		}
	}()
	select {
	case <-out:
	case <-ctx.Done():
	}
	mu.Lock()
	isClosed = true
	close(out)
	mu.Unlock()
}

type server struct{ stopped chan struct{} }

func (s *server) serve(out chan<- int) {
	out <- 1
	close(s.stopped)
}

// another channel tells that it has ended
func (s *server) run() {
	out := make(chan int, 1)
	go s.serve(out)
	<-s.stopped
	close(out)
}

// the call waits for what both use
func (s *server) close() { <-s.stopped }

func (s *server) stop() {
	out := make(chan int, 1)
	go s.serve(out)
	s.close()
	close(out)
}

// long enough
func slept() {
	out := make(chan int, 1)
	go func() { out <- 1 }()
	time.Sleep(time.Second)
	close(out)
}

// the sender is told to stop, and heard
func told(produce func() int) []int {
	out := make(chan int)
	stop := make(chan struct{})
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case out <- produce():
			case <-stop:
				return
			}
		}
	}()
	all := []int{<-out, <-out}
	close(stop)
	<-stopped
	close(out)
	return all
}

// a new channel under the old name
func renewed() chan int {
	out := make(chan int, 1)
	close(out)
	out = make(chan int, 1)
	out <- 1
	return out
}
