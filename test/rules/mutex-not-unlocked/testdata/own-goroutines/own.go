package own

import (
	"errors"
	"sync"
	"time"
)

var errGone = errors.New("gone")

// The goroutine is the only other one, and never ends anyway.
func follow(events <-chan string, refresh func() error) error {
	var lock sync.Mutex
	var failed error
	dirty := false
	go func() {
		for {
			select {
			case event := <-events:
				lock.Lock()
				dirty = true
				if event == "" {
					failed = errGone
				}
				lock.Unlock()
			}
		}
	}()
	for {
		lock.Lock()
		if failed != nil {
			return failed
		}
		if dirty {
			if err := refresh(); err != nil {
				return err
			}
			dirty = false
		}
		lock.Unlock()
		time.Sleep(time.Second)
	}
}

// Who waits for the goroutine waits forever.
func collect(events <-chan string, done chan<- int) error {
	var lock sync.Mutex
	count := 0
	go func() {
		for range events {
			lock.Lock()
			count++
			lock.Unlock()
		}
		done <- count
	}()
	lock.Lock() // want mutex-not-unlocked
	if count > 10 {
		return errGone
	}
	lock.Unlock()
	return nil
}

type book struct {
	lock  sync.Mutex
	names []string
}

// Whoever asks for the book next waits.
func (b *book) add(name string) error {
	go func() {
		for {
			time.Sleep(time.Minute)
			b.lock.Lock()
			b.names = b.names[:0]
			b.lock.Unlock()
		}
	}()
	b.lock.Lock() // want mutex-not-unlocked
	if name == "" {
		return errGone
	}
	b.names = append(b.names, name)
	b.lock.Unlock()
	return nil
}
