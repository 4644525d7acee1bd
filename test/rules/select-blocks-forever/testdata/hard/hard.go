package hard

import (
	"context"
	"errors"
	"io"
	"time"
)

// First of n answers; the others are another rule's business.
func firstOf(work []func() int) int {
	results := make(chan int)
	for _, each := range work {
		go func() { results <- each() }()
	}
	select {
	case v := <-results:
		return v
	}
}

func orTimeout(work func() int) (int, error) {
	result := make(chan int, 1)
	go func() { result <- work() }()
	select {
	case v := <-result:
		return v, nil
	case <-time.After(time.Second):
		return 0, errors.New("too slow")
	}
}

// The answer stands at the end of a chain of helpers.
func chain() {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
		}
	}()
	one(done)
}

func one(done chan struct{})   { two(done) }
func two(done chan struct{})   { three(done) }
func three(done chan struct{}) { four(done) }
func four(done chan struct{})  { five(done) }
func five(done chan struct{})  { six(done) }
func six(done chan struct{})   { close(done) }

// A switch without default has a path that answers nothing.
func bySwitch(kind string) {
	done := make(chan struct{})
	go func() {
		select { // want select-blocks-forever warning high
		case <-done:
		}
	}()
	switch kind {
	case "a":
		close(done)
	case "b":
		done <- struct{}{}
	}
}

func bySwitchWithDefault(kind string) {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
		}
	}()
	switch kind {
	case "a":
		close(done)
	default:
		done <- struct{}{}
	}
}

// A try that comes before the goroutine waits is lost: default leaves it waiting.
func tried() {
	wake := make(chan struct{})
	go func() {
		select { // want select-blocks-forever warning high
		case <-wake:
		}
	}()
	select {
	case wake <- struct{}{}:
	default:
	}
}

// A panic or an early exit of the process is no path that goes on.
func panics(r io.Reader) {
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
		}
	}()
	if r == nil {
		panic("no reader")
	}
	close(done)
}

// The result of a goroutine under the same condition, read through a function value.
func optional(ctx context.Context, refresh func() error) error {
	var result chan error
	if refresh != nil {
		result = make(chan error, 1)
		go func() { result <- refresh() }()
	}
	if refresh == nil {
		return nil
	}
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Some of the paths make the channel, the others keep it nil on purpose: it is answered where it is made.
func sometimesMade(use bool) {
	var tick chan int
	if use {
		tick = make(chan int)
		go func() { tick <- 1 }()
	}
	if use {
		select {
		case <-tick:
		}
	}
}

// Known by its use: closed here, whatever its name is.
type loop struct {
	stop  chan struct{}
	extra chan struct{}
}

func start() *loop {
	l := new(loop)
	l.stop, l.extra = make(chan struct{}), make(chan struct{})
	go l.run()
	return l
}

func (l *loop) run() {
	for {
		select { // want select-blocks-forever warning high
		case <-l.stop:
			return
		case <-l.extra:
		}
	}
}

// A name does not make a channel answered.
func (l *loop) Stop() {
	_ = len(l.stop)
}

// The capacity is a constant of the package, and not 0.
const room = 4

func withRoom() {
	queue := make(chan int, room)
	go func() {
		select {
		case queue <- 1:
		}
	}()
}

const none = 0

func withoutRoom() {
	queue := make(chan int, none)
	go func() {
		select { // want select-blocks-forever warning high
		case queue <- 1:
		}
	}()
}

func unknownRoom(n int) {
	queue := make(chan int, n)
	go func() {
		select { // want select-blocks-forever info high
		case queue <- 1:
		}
	}()
}

// What waits at the place of the call hangs its caller too.
func inPlace() {
	done := make(chan struct{})
	func() {
		select { // want select-blocks-forever warning high
		case <-done:
		}
	}()
	close(done)
}

// A callback that is handed on may answer at any time.
func handedCallback(register func(func())) {
	done := make(chan struct{})
	register(func() { close(done) })
	select {
	case <-done:
	}
}

// A labelled loop that is left by a break.
func labelled(jobs []string) {
	queue := make(chan string)
	go func() {
	loop:
		for {
			select {
			case job := <-queue:
				if job == "" {
					break loop
				}
			}
		}
	}()
	for _, job := range jobs {
		queue <- job
	}
}

// It leaves with the close of a channel whose owner is not seen.
func consume(in <-chan string) {
	for {
		select {
		case job, ok := <-in:
			if !ok {
				return
			}
			println(job)
		}
	}
}

// The owner is seen, and does not close.
func consumeOwn(next func() string) {
	in := make(chan string)
	go func() {
		for {
			select { // want select-blocks-forever warning high
			case job, ok := <-in:
				if !ok {
					println("closed")
				}
				println(job)
			}
		}
	}()
	in <- next()
}

// It waits for failures as long as it runs; there may be none.
func supervise(tasks func(int) []func() error) {
	var failures chan error
	for round := 0; ; round++ {
		started := tasks(round)
		if failures == nil {
			failures = make(chan error, len(started))
		}
		for _, task := range started {
			go func(task func() error) {
				if err := task(); err != nil {
					failures <- err
				}
			}(task)
		}
		for {
			select {
			case err := <-failures:
				println(err.Error())
				continue
			}
		}
	}
}
