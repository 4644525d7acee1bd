package counted

import (
	"errors"
	"time"
)

type checks []func() error

// As many answers as there are checks.
func (all checks) run(limit time.Duration) error {
	answers := make(chan error, len(all))
	for _, check := range all {
		go func(check func() error) { answers <- check() }(check)
	}
	for i := 0; i < cap(answers); i++ {
		select {
		case err := <-answers:
			if err != nil {
				return err
			}
		case <-time.After(limit): // want time-after-in-loop info low
			return errors.New("too late")
		}
	}
	return nil
}

func forward(from <-chan error, to func(error), idle func()) {
	for {
		select {
		case err := <-from:
			to(err)
		case <-time.After(time.Minute): // want time-after-in-loop warning high
			idle()
		}
	}
}
