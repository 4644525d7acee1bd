package rounds

import "errors"

// Each caller makes room for as many as it asks for.
func askedFor(count int, ask func(int) string, answers chan<- string) {
	started := make(chan struct{}, 1)
	for i := range count {
		go func() { answers <- ask(i) }()
	}
	started <- struct{}{}
}

func askedOnce(ask func(int) string) {
	count := 1
	answers := make(chan string, count)
	askedFor(count, ask, answers)
}

func askedOften(ask func(int) string) {
	count := 500
	answers := make(chan string, count)
	askedFor(count, ask, answers)
}

func askedMore(count int, ask func(int) string, answers chan<- string) {
	for i := range count {
		go func() { answers <- ask(i) }() // want goroutine-leak-send
	}
}

// One of these has less room than it asks for.
func askedTwice(ask func(int) string) string {
	answers := make(chan string, 1)
	askedMore(3, ask, answers)
	return <-answers
}

func askedThrice(ask func(int) string) {
	answers := make(chan string, 3)
	askedMore(3, ask, answers)
}

type batch interface {
	next() func() error
	more() bool
	read() (string, error)
}

// In each round one of those that have started has not been heard, so that leaving leaves it behind.
func countedStarts(jobs batch, stop <-chan struct{}) error {
	failed := make(chan error)
	count := 0
	for {
		job := jobs.next()
		if job == nil {
			break
		}
		count++
		go func() {
			failed <- job() // want goroutine-leak-send
		}()
	}
	for i := 0; i < count; i++ {
		select {
		case err := <-failed:
			if err != nil {
				continue
			}
		case <-stop:
			return errors.New("stopped")
		}
	}
	return nil
}

// All are heard.
func countedAll(jobs batch) (all []error) {
	failed := make(chan error)
	count := 0
	for {
		job := jobs.next()
		if job == nil {
			break
		}
		count++
		go func() {
			failed <- job()
		}()
	}
	for i := 0; i < count; i++ {
		all = append(all, <-failed)
	}
	return all
}

// A later round leaves before it listens.
func fed(lines batch, write func(string) error) error {
	failed := make(chan error)
	in := make(chan string)
	go func() {
		for line := range in {
			if err := write(line); err != nil {
				failed <- err // want goroutine-leak-send
				return
			}
		}
	}()
	defer close(in)
	for lines.more() {
		line, err := lines.read()
		if err != nil {
			return err
		}
		select {
		case in <- line:
		case err := <-failed:
			return err
		}
	}
	return nil
}

// As many come as the list that it goes over says.
func heard(lines batch, parts []func() error) (failures []error) {
	failed := make(chan error)
	go func() {
		for _, part := range parts {
			failed <- part()
		}
		close(failed)
	}()
	for lines.more() {
		err, ok := <-failed
		if !ok {
			break
		}
		failures = append(failures, err)
	}
	return failures
}
