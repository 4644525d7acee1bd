package collectors

import (
	"errors"
	"sync"
	"time"
)

type store interface {
	each(visit func(key string) bool)
}

type starter interface {
	start() (func() error, chan string)
}

// The collector leaves when it has enough, and then nobody receives.
func firstKeys(from store, other store) []string {
	keys := make(chan string)
	go func() {
		from.each(func(key string) bool {
			keys <- key
			return true
		})
		keys <- "" // want goroutine-leak-send info medium
	}()
	var all []string
	for key := range keys {
		if len(all) > 9 {
			break
		}
		all = append(all, key)
	}
	return all
}

// Here the channel is closed before the way out.
func collected(from starter, take func(string)) error {
	run, lines := from.start()
	done := make(chan bool)
	go func() {
		for line := range lines {
			take(line)
		}
		done <- true // want goroutine-leak-send warning high
	}()
	err := run()
	close(lines)
	if err != nil {
		return errors.New("failed")
	}
	<-done
	return nil
}

// One way out closes the channel and does not wait long enough.
func collectedSoon(from starter, take func(string)) error {
	run, lines := from.start()
	done := make(chan bool)
	go func() {
		for line := range lines {
			take(line)
		}
		done <- true // want goroutine-leak-send warning high
	}()
	if err := run(); err != nil {
		return err
	}
	close(lines)
	select {
	case <-done:
		return nil
	case <-time.After(time.Second):
		return errors.New("too slow")
	}
}

// The loop is left at the first empty line, whoever closes.
func collectedSome(from starter, take func(string)) error {
	run, lines := from.start()
	done := make(chan bool)
	go func() {
		for line := range lines {
			if line == "" {
				break
			}
			take(line)
		}
		done <- true // want goroutine-leak-send warning high
	}()
	if err := run(); err != nil {
		return err
	}
	close(lines)
	<-done
	return nil
}

type part struct {
	size int
	err  error
}

// The group that the owner waits for is told of each message behind what is sent of it.
func partsCounted(parts []func() part, note func(int)) {
	var open sync.WaitGroup
	done := make(chan part, 8)
	sizes := make(chan int)
	quit := make(chan struct{})
	over := make(chan struct{})
	go func() {
		for {
			select {
			case size := <-sizes:
				note(size)
			case <-quit:
				return
			}
		}
	}()
	go func() {
		for {
			select {
			case each := <-done:
				func() {
					defer open.Done()
					sizes <- each.size // want goroutine-leak-send info low
				}()
			case <-over:
				return
			}
		}
	}()
	for _, part := range parts {
		open.Add(1)
		go func() { done <- part() }()
	}
	open.Wait()
	quit <- struct{}{}
	close(over)
}
