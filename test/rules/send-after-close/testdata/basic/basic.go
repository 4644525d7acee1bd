package basic

import (
	"context"
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
