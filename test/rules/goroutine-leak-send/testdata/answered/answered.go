package answered

import "context"

type source interface {
	Next() (string, error)
}

// A copier sends once at most: the literal has said so with its result, and the loop ends.
func onePerCopier(ctx context.Context, left, right source, use func(string) error) error {
	failed := make(chan error, 2)
	go copyAll(left, use, failed)
	go copyAll(right, use, failed)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func copyAll(from source, use func(string) error, failed chan<- error) {
	step := func() bool {
		line, err := from.Next()
		if err != nil {
			failed <- err
			return false
		}
		if err := use(line); err != nil {
			failed <- err
			return false
		}
		return true
	}
	for {
		if !step() {
			return
		}
	}
}

// The same with a variable for the result, and the other way round.
func stopped(ctx context.Context, from source) error {
	failed := make(chan error, 1)
	go func() {
		for {
			isOver := report(from, failed)
			if isOver {
				break
			}
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func report(from source, failed chan<- error) bool {
	if _, err := from.Next(); err != nil {
		failed <- err
		return true
	}
	return false
}

// Here the loop goes on behind a send.
func goesOn(ctx context.Context, from source) error {
	failed := make(chan error, 1)
	go func() {
		step := func() bool {
			line, err := from.Next()
			if err != nil {
				failed <- err // want goroutine-leak-send
				return true
			}
			return line != ""
		}
		for {
			if !step() {
				return
			}
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A deferred literal changes what is returned.
func changed(ctx context.Context, from source) error {
	failed := make(chan error, 1)
	go func() {
		step := func() (more bool) {
			defer func() { more = true }()
			if _, err := from.Next(); err != nil {
				failed <- err // want goroutine-leak-send
				return false
			}
			return true
		}
		for step() {
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// What it returns behind the send is not always the same.
func unsure(ctx context.Context, from source, limit int) error {
	failed := make(chan error, 1)
	go func() {
		seen := 0
		step := func() bool {
			_, err := from.Next()
			if err != nil {
				failed <- err // want goroutine-leak-send
				seen++
				if seen < limit {
					return true
				}
			}
			return false
		}
		for {
			if !step() {
				return
			}
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
