package basic

import (
	"context"
	"sync"
	"time"
)

func lookup(ctx context.Context, work func() int) (int, error) {
	answer := make(chan int, 1)
	defer close(answer)
	go func() {
		answer <- work() // want send-after-close warning high
	}()
	select {
	case n := <-answer:
		return n, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func first(sources []func() string) string {
	results := make(chan string)
	for _, source := range sources {
		go func(source func() string) {
			results <- source() // want send-after-close warning high
		}(source)
	}
	first := <-results
	close(results)
	return first
}

func inTurn(values []int) <-chan int {
	out := make(chan int, len(values)+1)
	for _, v := range values {
		out <- v
	}
	close(out)
	out <- 0 // want send-after-close warning high
	return out
}

func onFailure(run func() error) chan error {
	errs := make(chan error, 2)
	err := run()
	if err != nil {
		close(errs)
	}
	errs <- err // want send-after-close warning high
	return errs
}

func timed(produce func(int) int) []int {
	values := make(chan int)
	go produceAll(values, produce)
	deadline := time.After(time.Second)
	var got []int
	for {
		select {
		case v := <-values:
			got = append(got, v)
		case <-deadline:
			close(values)
			return got
		}
	}
}

func produceAll(values chan<- int, produce func(int) int) {
	for i := 0; ; i++ {
		values <- produce(i) // want send-after-close warning high
	}
}

type attempt struct{ failed func() }

func (a *attempt) run() error {
	a.failed()
	return nil
}

// what is received may come from elsewhere
func eitherFails(a *attempt, failure error) error {
	outcome := make(chan error)
	a.failed = func() { outcome <- failure }
	go func() {
		outcome <- a.run() // want send-after-close
	}()
	if err := <-outcome; err != nil {
		close(outcome)
		return err
	}
	return nil
}

// the group does not know of the one that sends
func uncounted(watch func() error, work func() error, interrupt <-chan struct{}) error {
	outcome := make(chan error, 1)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		_ = watch()
	}()
	go func() {
		outcome <- work() // want send-after-close
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

// it panics again
func raised(ctx context.Context, work func() int) int {
	out := make(chan int, 1)
	defer close(out)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				panic(p)
			}
		}()
		out <- work() // want send-after-close
	}()
	select {
	case v := <-out:
		return v
	case <-ctx.Done():
		return 0
	}
}
