package hard

import (
	"context"
	"errors"
	"sync"
	"time"
)

// The receiver is a named function.
func named(items []int, check func(int) bool) error {
	queue := make(chan int)
	go drain(queue)
	for _, item := range items {
		if !check(item) {
			return errors.New("bad item")
		}
		queue <- item
	}
	close(queue)
	return nil
}

func drain(queue <-chan int) {
	for range queue { // want goroutine-leak-receive warning high
	}
}

// Stopped on one path only, through a helper.
func stopped(run func() error) error {
	stop := make(chan struct{})
	go watch(stop)
	if err := run(); err != nil {
		return err
	}
	end(stop)
	return nil
}

func watch(stop <-chan struct{}) {
	<-stop // want goroutine-leak-receive warning high
}

func end(stop chan struct{}) { close(stop) }

// The sender gives up first.
func impatient(work func() int, use func(int)) {
	values := make(chan int)
	go func() {
		use(<-values) // want goroutine-leak-receive warning high
	}()
	select {
	case values <- work():
	case <-time.After(time.Second):
	}
}

// Twice asked, once answered.
func twice(use func(int)) {
	values := make(chan int)
	go func() {
		use(<-values)
		use(<-values) // want goroutine-leak-receive warning high
	}()
	values <- 1
}

// One acknowledgement is lost when the loop ends.
func acknowledged(lines func() (string, bool), stop <-chan time.Time) {
	read := make(chan string)
	taken := make(chan int)
	go func() {
		for {
			line, ok := lines()
			if !ok {
				return
			}
			select {
			case read <- line:
			case <-time.After(time.Minute):
				return
			}
			<-taken // want goroutine-leak-receive warning high
		}
	}()
	for {
		select {
		case line := <-read:
			if line == "quit" {
				return
			}
			taken <- 1
		case <-stop:
			return
		}
	}
}

// Whoever waits for the workers waits forever with them.
func together(items []int) {
	queue := make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range queue { // want goroutine-leak-receive info medium
			}
		}()
	}
	for _, item := range items {
		queue <- item
	}
	wg.Wait()
	close(queue)
}

// The channel that a function returns is dropped.
func subscribe(handle func(int)) chan int {
	values := make(chan int)
	go func() {
		for v := range values {
			handle(v)
		}
	}()
	return values
}

func drops(handle func(int)) {
	subscribe(handle) // want goroutine-leak-receive warning high
}

func keeps(handle func(int)) {
	values := subscribe(handle)
	defer close(values)
	values <- 1
}

func forgets(handle func(int)) {
	values := subscribeAgain(handle)
	values <- 1
}

func subscribeAgain(handle func(int)) chan int {
	values := make(chan int)
	go func() {
		for v := range values { // want goroutine-leak-receive warning high
			handle(v)
		}
	}()
	return values
}

// Where the context has ended its error is not nil: the slot is only missing on paths that return.
func drained(ctx context.Context, items []int, limit int, handle func(int)) int {
	slots := make(chan struct{}, limit)
	var wg sync.WaitGroup
	for _, item := range items {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			wg.Wait()
			return len(items)
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() { <-slots }()
			handle(item)
		}()
	}
	wg.Wait()
	return 0
}

func drainedAsking(ctx context.Context, items []int, limit int, handle func(int)) error {
	slots := make(chan struct{}, limit)
	var wg sync.WaitGroup
	for _, item := range items {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
		}
		if err := ctx.Err(); err != nil {
			wg.Wait()
			return err
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() { <-slots }()
			handle(item)
		}()
	}
	wg.Wait()
	return nil
}

type answer struct {
	text string
	err  error
}

// How many answers are left is computed: none may be.
func first(urls []string, fetch func(string) answer, keep func(answer)) (string, error) {
	answers := make(chan answer, len(urls))
	for _, url := range urls {
		go func() { answers <- fetch(url) }()
	}
	for i := 0; i < len(urls); i++ {
		each := <-answers
		if each.err != nil {
			continue
		}
		remaining := len(urls) - i - 1
		go func() { collect(remaining, answers, keep) }()
		return each.text, nil
	}
	return "", errors.New("no answer")
}

func collect(remaining int, answers <-chan answer, keep func(answer)) {
	for range remaining {
		each := <-answers
		keep(each)
	}
}
