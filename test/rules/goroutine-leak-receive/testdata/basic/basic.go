package basic

import (
	"context"
	"errors"
)

// The workers wait for jobs that an early return never closes.
func store(rows []string, write func(string)) error {
	jobs := make(chan string)
	for range 2 {
		go func() {
			for row := range jobs { // want goroutine-leak-receive warning high
				write(row)
			}
		}()
	}
	for _, row := range rows {
		if row == "" {
			return errors.New("empty row")
		}
		jobs <- row
	}
	close(jobs)
	return nil
}

// Nobody closes it at all.
func forgotten(items []int, handle func(int)) {
	queue := make(chan int, 8)
	go func() {
		for item := range queue { // want goroutine-leak-receive warning high
			handle(item)
		}
	}()
	for _, item := range items {
		queue <- item
	}
}

// The signal is not given on one path.
func signalled(prepare func() error, run func()) error {
	ready := make(chan struct{})
	go func() {
		<-ready // want goroutine-leak-receive warning high
		run()
	}()
	if err := prepare(); err != nil {
		return err
	}
	close(ready)
	return nil
}

// The value comes only when the work went well.
func valued(ctx context.Context, work func() (int, error), use func(int)) error {
	results := make(chan int)
	go func() {
		use(<-results) // want goroutine-leak-receive warning high
	}()
	v, err := work()
	if err != nil {
		return err
	}
	select {
	case results <- v:
	case <-ctx.Done():
	}
	return nil
}

type progress struct{ sizes chan<- int64 }

func (p *progress) add(size int64) { p.sizes <- size }

// A struct holds the channel, too; nobody closes it.
func measured(files []string, copyAll func([]string, *progress) error, show func(int64)) error {
	sizes := make(chan int64, len(files))
	go func() {
		for size := range sizes { // want goroutine-leak-receive warning high
			show(size)
		}
	}()
	return copyAll(files, &progress{sizes: sizes})
}

type tally struct{ counts chan int }

func (t *tally) finish() { close(t.counts) }

// A method closes it.
func tallied(files []string, countAll func([]string, *tally) error, show func(int)) error {
	counts := make(chan int, len(files))
	go func() {
		for count := range counts {
			show(count)
		}
	}()
	all := &tally{counts: counts}
	defer all.finish()
	return countAll(files, all)
}
