package clean

import (
	"errors"
	"sync"
)

type store interface {
	each(visit func(key string) bool)
}

type starter interface {
	start() (func() error, chan string)
}

// The walker of a library calls the sender, which closes nothing; the close waits for its end over the second channel.
func changed(old, fresh store) []string {
	walked := make(chan struct{})
	keys := make(chan string, 2)
	go walk(old, keys, walked)
	go walkLast(fresh, keys, walked)
	var all []string
	for key := range keys {
		all = append(all, key)
	}
	return all
}

func walk(from store, keys chan string, walked chan struct{}) {
	from.each(func(key string) bool {
		keys <- key
		return true
	})
	keys <- ""
	close(walked)
}

func walkLast(from store, keys chan string, walked chan struct{}) {
	from.each(func(key string) bool {
		keys <- key
		return true
	})
	keys <- ""
	<-walked
	close(keys)
}

// The collector takes everything until the close, which waits for all who report.
func reported(names []string, run func(name string, report func(string)), show func(string)) {
	lines := make(chan string)
	shown := make(chan struct{})
	go func() {
		defer close(shown)
		for line := range lines {
			show(line)
		}
	}()
	var runs sync.WaitGroup
	for _, name := range names {
		runs.Add(1)
		go func() {
			defer runs.Done()
			report := func(line string) { lines <- line }
			report(name)
			run(name, report)
		}()
	}
	runs.Wait()
	close(lines)
	<-shown
}

// On the way out with an error nobody closes what the goroutine reads: it does not come to its send.
func collectedFrom(from starter, take func(string)) error {
	run, lines := from.start()
	done := make(chan bool)
	go func() {
		for line := range lines {
			take(line)
		}
		done <- true
	}()
	if err := run(); err != nil {
		return errors.New("failed")
	}
	close(lines)
	<-done
	return nil
}
