package hard

import (
	"context"
	"errors"
	"sync"
	"time"
)

// The channel is passed on to a named function.
func named(d time.Duration) int {
	out := make(chan int)
	go produce(out)
	select {
	case v := <-out:
		return v
	case <-time.After(d):
		return 0
	}
}

func produce(out chan<- int) {
	out <- 1 // want goroutine-leak-send warning high
}

// A helper receives, and may leave first.
func viaHelper(alive func() bool) {
	out := make(chan int)
	go func() {
		out <- 1 // want goroutine-leak-send warning high
	}()
	keepAlive(alive, out)
}

func keepAlive(alive func() bool, out chan int) {
	for {
		select {
		case <-time.After(time.Second):
			if !alive() {
				return
			}
		case <-out:
			return
		}
	}
}

// A literal in a variable.
func stored(replicas []func(int) int, n int) int {
	answers := make(chan int)
	ask := func(i int) { answers <- replicas[i](n) } // want goroutine-leak-send warning high
	for i := range replicas {
		go ask(i)
	}
	return <-answers
}

// One channel per round: each round that times out leaves one.
func rounds(stop <-chan struct{}, probe func() bool) {
	for {
		done := make(chan bool)
		go func() {
			done <- probe() // want goroutine-leak-send warning high
		}()
		select {
		case <-stop:
			return
		case <-done:
		}
	}
}

// The buffer is smaller than the number of senders.
func tooSmall(ask func() int) int {
	answers := make(chan int, 1)
	for range 3 {
		go func() { answers <- ask() }() // want goroutine-leak-send warning high
	}
	return <-answers
}

// Both sides wait for each other.
func circular() {
	a := make(chan int)
	b := make(chan int)
	go func() {
		a <- 1 // want goroutine-leak-send info medium
		<-b
	}()
	b <- 1
	<-a
}

// The receiver stops the sender only when it is not sending.
func cancels(dial func() error, patience time.Duration) error {
	success := make(chan int)
	cancel := make(chan int)
	go func() {
		for {
			select {
			case <-cancel:
				return
			default:
				if dial() == nil {
					success <- 1 // want goroutine-leak-send info medium
					return
				}
			}
		}
	}()
	select {
	case <-success:
		return nil
	case <-time.After(patience):
		cancel <- 1
		return errors.New("no connection")
	}
}

// Who waits for the sender waits with it.
func waited(work func() error, check func() error) error {
	var wg sync.WaitGroup
	failures := make(chan error)
	wg.Add(1)
	go func() {
		defer wg.Done()
		failures <- work() // want goroutine-leak-send info medium
	}()
	wg.Wait()
	return <-failures
}

// The result is dropped by one of the callers.
func ask(work func() int) chan int {
	answer := make(chan int)
	go func() { answer <- work() }()
	return answer
}

func keeps(work func() int) int {
	return <-ask(work)
}

func drops(work func() int) {
	ask(work) // want goroutine-leak-send warning high
}

// A caller that leaves.
func stream(ctx context.Context, next func() (int, error)) <-chan int {
	values := make(chan int)
	go func() {
		defer close(values)
		for {
			v, err := next()
			if err != nil {
				return
			}
			values <- v // want goroutine-leak-send warning high
		}
	}()
	return values
}

func sum(ctx context.Context, next func() (int, error)) (total int, err error) {
	values := stream(ctx, next)
	for {
		select {
		case v, ok := <-values:
			if !ok {
				return total, nil
			}
			total += v
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// A nil channel is nobody's.
func sendsToNil(work func() int) {
	var never chan int
	go func() {
		select {
		case <-time.After(time.Second):
		case never <- work():
		}
	}()
}

// Started under the one condition, received under the other.
func unequal(work func() int, isStarted, isWanted bool) int {
	result := make(chan int)
	if isStarted {
		go func() { result <- work() }() // want goroutine-leak-send warning high
	}
	if !isWanted {
		return 0
	}
	return <-result
}

// It is given a context, as its callers are, and does not look at it when it sends.
func Events(ctx context.Context, next func(context.Context) (int, error)) <-chan int {
	events := make(chan int)
	go func(out chan<- int) {
		defer close(out)
		for {
			event, err := next(ctx)
			if err != nil {
				return
			}
			out <- event // want goroutine-leak-send info medium
		}
	}(events)
	return events
}

func Watched(ctx context.Context, next func(context.Context) (int, error)) <-chan int {
	events := make(chan int)
	go func() {
		defer close(events)
		for {
			event, err := next(ctx)
			if err != nil {
				return
			}
			select {
			case events <- event:
			case <-ctx.Done():
				return
			}
		}
	}()
	return events
}

// The workers end when the reader, past its last failure, closes their inputs.
func recoverAll(read func() ([]byte, error, bool), count int, process func(<-chan []byte, chan<- error)) error {
	failures := make(chan error)
	inputs := make([]chan []byte, 0, count)
	var wg sync.WaitGroup
	wg.Add(count)
	for i := 0; i < count; i++ {
		inputs = append(inputs, make(chan []byte))
		go func(input <-chan []byte) {
			defer wg.Done()
			process(input, failures)
		}(inputs[i])
	}
	go func() {
		for {
			record, err, ok := read()
			if !ok {
				break
			}
			if err != nil {
				failures <- err
				continue
			}
			inputs[len(record)%count] <- record
		}
		for _, input := range inputs {
			close(input)
		}
	}()
	finished := make(chan struct{})
	go func(finished chan<- struct{}) {
		wg.Wait()
		finished <- struct{}{}
	}(finished)
	var first error
	for {
		select {
		case <-finished:
			return first
		case err := <-failures:
			if first == nil {
				first = err
			}
		}
	}
}
