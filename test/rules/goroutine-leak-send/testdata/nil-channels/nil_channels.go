package nilchannels

import "io"

// write takes from both channels until each is closed: a closed one is set to nil, and the loop ends when both are.
func write(target io.Writer, urgent, usual <-chan []byte) <-chan error {
	failures := make(chan error)
	go func() {
		for {
			if urgent == nil && usual == nil {
				close(failures)
				return
			}
			var text []byte
			var ok bool
			select {
			case text, ok = <-urgent:
				if !ok {
					urgent = nil
					continue
				}
			case text, ok = <-usual:
				if !ok {
					usual = nil
					continue
				}
			}
			if _, err := target.Write(text); err != nil {
				failures <- err
			}
		}
	}()
	return failures
}

// Relay gives its caller the failures, and leaves the goroutines at work.
func Relay(target io.Writer, source [][]byte, urgent <-chan []byte) <-chan error {
	usual := make(chan []byte)
	failures := write(target, urgent, usual)
	go func() {
		for _, text := range source {
			usual <- text
		}
		close(usual)
	}()
	return failures
}

// writeOne gives up at the first failure, whatever is still to come.
func writeOne(target io.Writer, urgent, usual <-chan []byte) <-chan error {
	failures := make(chan error, 1)
	go func() {
		defer close(failures)
		for urgent != nil || usual != nil {
			var text []byte
			var ok bool
			select {
			case text, ok = <-urgent:
				if !ok {
					urgent = nil
					continue
				}
			case text, ok = <-usual:
				if !ok {
					usual = nil
					continue
				}
			}
			if _, err := target.Write(text); err != nil {
				failures <- err
				return
			}
		}
	}()
	return failures
}

// RelayOne leaves who sends behind when the writer has given up.
func RelayOne(target io.Writer, source [][]byte, urgent <-chan []byte) <-chan error {
	usual := make(chan []byte)
	failures := writeOne(target, urgent, usual)
	go func() {
		for _, text := range source {
			usual <- text // want goroutine-leak-send
		}
		close(usual)
	}()
	return failures
}
