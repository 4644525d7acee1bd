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

// as many receives as there are senders
func counted(addrs []string, join func(string) error) {
	joined := make(chan error, len(addrs))
	for _, addr := range addrs {
		go func() { joined <- join(addr) }()
	}
	for i := len(addrs); i > 0; i-- {
		<-joined
	}
	close(joined)
}

// a function receives them
func countedElsewhere(addrs []string, writers int, write func() error) {
	written := make(chan error, writers)
	defer close(written)
	for range writers {
		go func() { written <- write() }()
	}
	wait(writers, written)
	select {
	case <-time.After(time.Minute):
	case <-written:
	}
}

func wait(writers int, written <-chan error) (failed int) {
	for range writers {
		if <-written != nil {
			failed++
		}
	}
	return failed
}

// the last one that is received closes
func countedInside(devices []func() int, total int) []int {
	durations := make(chan int, total)
	for _, device := range devices {
		go func() { durations <- device() }()
	}
	var all []int
	for d := range durations {
		all = append(all, d)
		if len(all) == total {
			close(durations)
		}
	}
	return all
}

func workers(jobs <-chan string, hits chan<- string) *sync.WaitGroup {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for job := range jobs {
			hits <- job
		}
	}()
	return &wg
}

// a group of another function waits
func pool(names []string) {
	jobs := make(chan string)
	hits := make(chan string, len(names))
	wg := workers(jobs, hits)
	for _, name := range names {
		jobs <- name
	}
	close(jobs)
	wg.Wait()
	close(hits)
}

// crew lets some goroutines run at a time and knows when the last one has left.
type crew struct {
	seats   chan struct{}
	working sync.WaitGroup
}

func (c *crew) enter() {
	c.seats <- struct{}{}
	c.working.Add(1)
}

func (c *crew) leave() {
	<-c.seats
	c.working.Done()
}

func (c *crew) empty() {
	c.working.Wait()
}

func shift(part []string, measure func(string) int, staff *crew, sizes chan<- int) {
	for _, name := range part {
		staff.enter()
		go func() {
			defer staff.leave()
			sizes <- measure(name)
		}()
	}
}

// a group inside a value of the program, which reaches the goroutine under another name, is waited for
func shifts(parts [][]string, measure func(string) int) (total int) {
	sizes := make(chan int, 4)
	staff := &crew{seats: make(chan struct{}, 8)}
	for _, part := range parts {
		staff.enter()
		go func() {
			defer staff.leave()
			shift(part, measure, staff, sizes)
		}()
	}
	added := make(chan struct{})
	go func() {
		defer close(added)
		for size := range sizes {
			total += size
		}
	}()
	staff.empty()
	close(sizes)
	<-added
	return total
}

// whoever receives counts the group down, and only then is it closed
func countedByReceiver(addresses []string, ask func(string) ([]byte, error)) map[string]int {
	answers := make(chan []byte)
	var open sync.WaitGroup
	for _, address := range addresses {
		open.Add(1)
		go func() {
			answer, err := ask(address)
			if err != nil {
				answers <- nil
				return
			}
			answers <- answer
		}()
	}
	go func() {
		open.Wait()
		close(answers)
	}()
	sizes := make(map[string]int)
	over := make(chan struct{})
	go func() {
		defer close(over)
		for {
			select {
			case answer, ok := <-answers:
				if !ok {
					return
				}
				sizes[string(answer)]++
				open.Done()
			case <-time.After(time.Minute):
			}
		}
	}()
	<-over
	return sizes
}

type listener struct{ started func() }

func (l *listener) serve() error {
	l.started()
	return nil
}

// only the goroutine itself can have sent the error behind which it is closed
func started(l *listener) error {
	outcome := make(chan error)
	l.started = func() { outcome <- nil }
	go func() {
		outcome <- l.serve()
	}()
	if err := <-outcome; err != nil {
		close(outcome)
		return err
	}
	return nil
}

// the group counts one that never tells of its end: nothing closes it
func neverClosed(watch func() error, work func() error, interrupt <-chan struct{}) error {
	outcome := make(chan error, 1)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		_ = watch()
	}()
	wg.Add(1)
	go func() {
		outcome <- work()
	}()
	go func(wg *sync.WaitGroup) {
		wg.Wait()
		close(outcome)
	}(&wg)
	select {
	case <-interrupt:
		return nil
	case err := <-outcome:
		return err
	}
}

// whoever comes too late recovers, and its value is dropped
func recovered(ctx context.Context, work func() int) int {
	out := make(chan int, 1)
	defer close(out)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				println("too late")
			}
		}()
		out <- work()
	}()
	select {
	case v := <-out:
		return v
	case <-ctx.Done():
		return 0
	}
}
