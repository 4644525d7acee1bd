package clean

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"time"
)

func store(rows []string, write func(string), check func(string) error) error {
	jobs := make(chan string)
	defer close(jobs)
	for range 2 {
		go func() {
			for row := range jobs {
				write(row)
			}
		}()
	}
	for _, row := range rows {
		if err := check(row); err != nil {
			return err
		}
		jobs <- row
	}
	return nil
}

// Closed in a literal that is deferred.
func deferred(prepare func() error, run func()) error {
	ready := make(chan struct{})
	defer func() {
		close(ready)
	}()
	go func() {
		<-ready
		run()
	}()
	return prepare()
}

// The runtime wakes these.
func clocks(ctx context.Context) {
	done := ctx.Done()
	go func() {
		<-done
	}()
	go func() {
		<-time.After(time.Second)
	}()
	timer := time.NewTimer(time.Second)
	go func() {
		<-timer.C
	}()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() {
		<-signals
	}()
}

// Contexts in fields.
type server struct {
	ctx  context.Context
	quit chan struct{}
	work chan int
}

func newServer(ctx context.Context) *server {
	s := &server{ctx: ctx, quit: make(chan struct{}), work: make(chan int)}
	go s.wait()
	go s.run()
	return s
}

func (s *server) wait() { <-s.ctx.Done() }

// A field of a long-lived value: whoever has it may stop it.
func (s *server) run() {
	for range s.work {
	}
	<-s.quit
}

func (s *server) Stop() { close(s.work); close(s.quit) }

// A global channel.
var wake = make(chan struct{})

func background() {
	go func() { <-wake }()
}

// A parameter is its caller's.
func consume(in <-chan int) {
	go func() {
		for range in {
		}
	}()
}

// Closed when the senders have ended.
func pipeline(items []int, double func(int) int) (sum int) {
	in := make(chan int)
	out := make(chan int)
	go func() {
		defer close(in)
		for _, item := range items {
			in <- item
		}
	}()
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range in {
				out <- double(v)
			}
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	for v := range out {
		sum += v
	}
	return sum
}

// The receiver has another way out.
func patient(run func() error) error {
	ready := make(chan struct{})
	go func() {
		select {
		case <-ready:
		case <-time.After(time.Second):
		}
	}()
	if err := run(); err != nil {
		return err
	}
	close(ready)
	return nil
}

// The flag says that it is closed.
func flagged(items []int, handle func(int)) {
	queue := make(chan int)
	go func() {
		for {
			item, ok := <-queue
			if !ok {
				return
			}
			handle(item)
		}
	}()
	for _, item := range items {
		queue <- item
	}
	close(queue)
}

// Handed to another goroutine, which closes it.
func handedOver(run func()) {
	ready := make(chan struct{})
	go func() { <-ready }()
	go open(ready, run)
}

func open(ready chan<- struct{}, run func()) {
	defer close(ready)
	run()
}

// Kept in a map: somebody may close it there.
var waiting = map[string]chan struct{}{}

func registered(key string) {
	ready := make(chan struct{})
	waiting[key] = ready
	go func() { <-ready }()
}

// The owner waits for it in the same way, which is another matter.
func waits() {
	ready := make(chan struct{})
	<-ready
}

type runs struct{ changes chan int }

// What comes says when it is over.
func counted() (*runs, <-chan struct{}) {
	running := 1
	changes := make(chan int)
	over := make(chan struct{})
	go func() {
		for change := range changes {
			running += change
			if running < 1 {
				close(over)
				return
			}
		}
	}()
	return &runs{changes: changes}, over
}

func (r *runs) start() func() {
	r.changes <- 1
	return func() { r.changes <- -1 }
}
