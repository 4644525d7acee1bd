package clean

import (
	"context"
	"io"
	"net/http"
	"os"
	"sync"
	"time"
)

func leaves(names []string) (*os.File, error) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer f.Sync()
		return f, nil
	}
	return nil, os.ErrNotExist
}

func first(urls []string) ([]byte, error) {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		defer resp.Body.Close()
		return io.ReadAll(resp.Body)
	}
	return nil, io.EOF
}

func ownFunction(names []string) {
	for _, name := range names {
		func() {
			f, err := os.Open(name)
			if err != nil {
				return
			}
			defer f.Close()
		}()
	}
}

func ownGoroutine(names []string) {
	for _, name := range names {
		go func() {
			f, err := os.Open(name)
			if err != nil {
				return
			}
			defer f.Close()
		}()
	}
}

// All of them are needed together.
func together(names []string) ([]byte, error) {
	var readers []io.Reader
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		readers = append(readers, f)
	}
	return io.ReadAll(io.MultiReader(readers...))
}

type source struct{ f *os.File }

func stored(names []string) []*source {
	sources := make([]*source, len(names))
	for i, name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer f.Close()
		sources[i] = &source{f: f}
	}
	return sources
}

// They were open before.
func closeAll(files []*os.File) {
	for _, f := range files {
		defer f.Close()
	}
}

type shard struct{ mu sync.Mutex }

// One lock per shard, all held at once on purpose.
func lockAll(shards []*shard, do func()) {
	for _, s := range shards {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	do()
}

func workers(ctx context.Context, jobs []func(context.Context), wait func()) {
	for _, job := range jobs {
		own, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		go job(own)
	}
	wait()
}

func waitGroup(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			job()
		}()
	}
	wg.Wait()
}

// The loop closes it; the deferred call cleans up after a failure.
func afterFailure(names []string, write func(*os.File) error) error {
	for _, name := range names {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		var closed bool
		defer func() {
			if !closed {
				_ = f.Close()
			}
		}()
		if err := write(f); err != nil {
			return err
		}
		closed = true
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}
