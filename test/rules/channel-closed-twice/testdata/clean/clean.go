package clean

import (
	"sync"
	"sync/atomic"
)

func once(run func() error) error {
	done := make(chan struct{})
	defer close(done)
	go wait(done)
	return run()
}

func wait(done <-chan struct{}) { <-done }

// each path closes once
func paths(run func() error) <-chan error {
	errs := make(chan error, 1)
	if err := run(); err != nil {
		errs <- err
		close(errs)
		return errs
	}
	close(errs)
	return errs
}

// a flag remembers
func flagged(run func() error) {
	done := make(chan struct{})
	isClosed := false
	if run() != nil {
		close(done)
		isClosed = true
	}
	if !isClosed {
		close(done)
	}
}

func guarded(run func() error) {
	done := make(chan struct{})
	var once sync.Once
	stop := func() { once.Do(func() { close(done) }) }
	defer stop()
	if run() != nil {
		stop()
	}
}

// the last one closes
func last(jobs []func() int) []int {
	out := make(chan int, len(jobs))
	left := int64(len(jobs))
	for _, job := range jobs {
		go func(job func() int) {
			out <- job()
			if atomic.AddInt64(&left, -1) == 0 {
				close(out)
			}
		}(job)
	}
	var all []int
	for v := range out {
		all = append(all, v)
	}
	return all
}

// each round has a channel of its own
func perRound(cases []func()) {
	for _, run := range cases {
		done := make(chan struct{})
		defer func() { close(done) }()
		go wait(done)
		run()
	}
}

func each(cases []func()) {
	for _, run := range cases {
		done := make(chan struct{})
		go func() {
			defer close(done)
			run()
		}()
		<-done
	}
}

// it is left once it has closed
func found(items []int, want int) {
	done := make(chan struct{})
	for _, item := range items {
		if item == want {
			close(done)
			break
		}
	}
}

// asks whether it is closed
func asked(run func() error) {
	done := make(chan struct{})
	if run() != nil {
		close(done)
	}
	select {
	case <-done:
	default:
		close(done)
	}
}

// a new channel under the old name
func renewed() {
	done := make(chan struct{})
	close(done)
	done = make(chan struct{})
	close(done)
}

// what is filled once it is closed tells that it is
func filled(next func() bool, kind func() int, size func(shard map[int]string) int) map[int]string {
	concurrency := kind()
	var (
		wg     sync.WaitGroup
		in     = make(chan int, 5*concurrency)
		shards = make([]map[int]string, 2)
		all    map[int]string
	)
	wg.Add(concurrency)
	for i := range concurrency {
		go func(i int, in <-chan int) {
			defer wg.Done()
			for n := range in {
				shards[i][n] = ""
			}
		}(i, in)
	}
Outer:
	for next() {
		switch kind() {
		case 1:
			in <- 1
		case 2:
			if len(all) == 0 {
				close(in)
				wg.Wait()
				all = make(map[int]string, 5)
				for _, shard := range shards {
					size(shard)
				}
			}
			if kind() == 3 {
				break Outer
			}
		}
	}
	if len(all) == 0 {
		close(in)
		wg.Wait()
	}
	return all
}
