package edge

import (
	"context"
	"sync"
	"sync/atomic"
)

// a select is no protection: a closed channel is always ready to panic
func stream(ctx context.Context, next func() int) int {
	out := make(chan int)
	defer close(out)
	go func() {
		for {
			select {
			case out <- next(): // want send-after-close warning high
			case <-ctx.Done():
				return
			}
		}
	}()
	return <-out
}

// the deferred close of each copy comes before the send of another
func copies(sources []func() (int, bool)) []int {
	out := make(chan int)
	for _, source := range sources {
		go func(source func() (int, bool)) {
			defer close(out)
			for {
				v, ok := source()
				if !ok {
					return
				}
				out <- v // want send-after-close warning high
			}
		}(source)
	}
	var all []int
	for v := range out {
		all = append(all, v)
	}
	return all
}

// an error leaves the loop that counts
func failsEarly(addrs []string, join func(string) error) error {
	joined := make(chan error, len(addrs))
	defer close(joined)
	for _, addr := range addrs {
		go func() {
			joined <- join(addr) // want send-after-close warning high
		}()
	}
	for range addrs {
		if err := <-joined; err != nil {
			return err
		}
	}
	return nil
}

// so does a context
func givesUp(ctx context.Context, addrs []string, join func(string) error) {
	joined := make(chan error, len(addrs))
	defer close(joined)
	for _, addr := range addrs {
		go func() {
			joined <- join(addr) // want send-after-close warning high
		}()
	}
	for range addrs {
		select {
		case <-joined:
		case <-ctx.Done():
			return
		}
	}
}

// tally counts, and nothing of it waits.
type tally struct{ running int64 }

func (t *tally) Do()           { atomic.AddInt64(&t.running, 1) }
func (t *tally) Done()         { atomic.AddInt64(&t.running, -1) }
func (t *tally) Finish() int64 { return atomic.LoadInt64(&t.running) }

func begin(names []string, measure func(string) int, count *tally, sizes chan<- int) {
	for _, name := range names {
		count.Do()
		go func() {
			defer count.Done()
			sizes <- measure(name) // want send-after-close warning high
		}()
	}
}

// what a method does orders the two, not what it is called
func unfinished(names []string, measure func(string) int) int64 {
	sizes := make(chan int, 4)
	count := &tally{}
	begin(names, measure, count, sizes)
	left := count.Finish()
	close(sizes)
	return left
}

// the group is counted down for the first of two values
func countedForOne(addresses []string, ask func(string) []byte, keep func([]byte)) {
	answers := make(chan []byte)
	var open sync.WaitGroup
	for _, address := range addresses {
		open.Add(1)
		go func() {
			answers <- ask(address) // want send-after-close
			answers <- nil          // want send-after-close
		}()
	}
	go func() {
		open.Wait()
		close(answers)
	}()
	for answer := range answers {
		keep(answer)
		open.Done()
	}
}
