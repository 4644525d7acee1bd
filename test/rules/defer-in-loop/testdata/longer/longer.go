package longer

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime/pprof"
	"time"
)

// Made while there is none, and never set back.
func follow(names <-chan string, folder string) error {
	var watched *os.File
	for range names {
		if watched == nil {
			var err error
			if watched, err = os.Open(folder); err != nil {
				return err
			}
			defer watched.Close()
			continue
		}
		if _, err := watched.Stat(); err != nil {
			return err
		}
	}
	return nil
}

// Set back, it is made again.
func followAgain(names <-chan string, folder string) error {
	var watched *os.File
	for name := range names {
		if watched == nil {
			var err error
			if watched, err = os.Open(folder); err != nil {
				return err
			}
			defer watched.Close() // want defer-in-loop
		}
		if name == "" {
			watched = nil
		}
	}
	return nil
}

type target struct{ file *os.File }

func (t *target) open(name string) (err error) {
	if name == "-" {
		return nil
	}
	t.file, err = os.Open(name)
	return err
}

// Each round that goes on closes what it has opened.
func mount(names []string, use func(*os.File) error) error {
	for _, name := range names {
		var to target
		if err := to.open(name); err != nil {
			return err
		}
		if to.file != nil {
			defer to.file.Close()
		}
		if err := use(to.file); err != nil {
			return err
		}
		if to.file != nil {
			_ = to.file.Close()
		}
	}
	return nil
}

func mountSome(names []string, use func(*os.File) bool) error {
	for _, name := range names {
		var to target
		if err := to.open(name); err != nil {
			return err
		}
		if to.file != nil {
			defer to.file.Close() // want defer-in-loop
		}
		if use(to.file) {
			continue
		}
		if to.file != nil {
			_ = to.file.Close()
		}
	}
	return nil
}

func mountOther(names []string) error {
	for _, name := range names {
		var to target
		if err := to.open(name); err != nil {
			return err
		}
		if to.file != nil {
			defer to.file.Close() // want defer-in-loop
		}
		to.file = nil
		if to.file != nil {
			_ = to.file.Close()
		}
	}
	return nil
}

func fetch(url string) (*http.Response, []byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, nil, err
	}
	text, err := io.ReadAll(resp.Body)
	return resp, text, err
}

func fetchLocal(path string) (*http.Response, []byte, error) {
	return fetch("http://localhost" + path)
}

func fetchGood(url string) (*http.Response, []byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return resp, nil, nil
	}
	text, err := io.ReadAll(resp.Body)
	return resp, text, err
}

func allRead(paths []string) error {
	for _, path := range paths {
		resp, _, err := fetchLocal(path)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
	}
	return nil
}

func someRead(urls []string) error {
	for _, url := range urls {
		resp, _, err := fetchGood(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop
	}
	return nil
}

// The profile is written until the function returns.
func profile(names []string, run func()) error {
	for _, name := range names {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	run()
	return nil
}

func profileEach(names []string, run func()) error {
	for _, name := range names {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		run()
		pprof.StopCPUProfile()
	}
	return nil
}

func headed(names []string, run func(io.Writer)) error {
	for _, name := range names {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop low
		defer fmt.Fprintln(f, "end")
	}
	run(os.Stdout)
	return nil
}

// What a variable from outside reads from stays open for it.
func last(names []string) (string, error) {
	var lines io.Reader
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer f.Close()
		lines = bufio.NewReader(f)
	}
	text, err := io.ReadAll(lines)
	return string(text), err
}

// The deadline has passed when the loop goes round.
func retry(parent context.Context, most int, ask func(context.Context) error) error {
	for range most {
		ctx, cancel := context.WithTimeout(parent, time.Second)
		defer cancel() // want defer-in-loop low
		err := ask(ctx)
		if err == nil {
			return nil
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
	}
	return context.DeadlineExceeded
}

func wait(parent context.Context, most int, done <-chan struct{}) error {
	for range most {
		ctx, cancel := context.WithTimeout(parent, time.Second)
		defer cancel() // want defer-in-loop low
		select {
		case <-done:
			return nil
		case <-ctx.Done():
		}
	}
	return context.DeadlineExceeded
}

// Whatever the failure is, there are few attempts.
func retryAny(parent context.Context, most int, ask func(context.Context) error) error {
	var err error
	for range most {
		ctx, cancel := context.WithTimeout(parent, time.Minute)
		defer cancel() // want defer-in-loop hint low
		if err = ask(ctx); err == nil {
			return nil
		}
	}
	return err
}
