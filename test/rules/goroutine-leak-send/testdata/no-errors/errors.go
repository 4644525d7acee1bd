package errors

import "errors"

type batch struct{ lines []string }

// It has an error for others to return, and never one itself.
func (b *batch) add(line string) error {
	b.lines = append(b.lines, line)
	return nil
}

func fill(lines []string) error {
	b := new(batch)
	for _, line := range lines {
		if err := b.add(line); err != nil {
			return err
		}
	}
	return nil
}

var errEmpty = errors.New("empty")

func check(lines []string) error {
	if len(lines) == 0 {
		return errEmpty
	}
	return fill(lines)
}

// What comes is always nil, so that nothing is sent on.
func all(sources [][]string, stop <-chan struct{}) error {
	results := make(chan error, len(sources))
	for _, source := range sources {
		go func() { results <- fill(source) }()
	}
	first := make(chan error, 1)
	go func() {
		for range sources {
			err := <-results
			if err != nil {
				first <- err
			}
		}
	}()
	select {
	case err := <-first:
		return err
	case <-stop:
		return nil
	}
}

// Each source may fail, and room is for one error.
func checked(sources [][]string, stop <-chan struct{}) error {
	results := make(chan error, len(sources))
	for _, source := range sources {
		go func() { results <- check(source) }()
	}
	first := make(chan error, 1)
	go func() {
		for range sources {
			err := <-results
			if err != nil {
				first <- err // want goroutine-leak-send warning high
			}
		}
	}()
	select {
	case err := <-first:
		return err
	case <-stop:
		return nil
	}
}

// One kind never fails, the other does.
func mixed(sources [][]string, stop <-chan struct{}) error {
	results := make(chan error, len(sources))
	for i, source := range sources {
		go func() {
			if i%2 == 0 {
				results <- fill(source)
				return
			}
			results <- check(source)
		}()
	}
	first := make(chan error, 1)
	go func() {
		for range sources {
			if err := <-results; err != nil {
				first <- err // want goroutine-leak-send warning high
			}
		}
	}()
	select {
	case err := <-first:
		return err
	case <-stop:
		return nil
	}
}
