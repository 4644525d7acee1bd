package clean

import (
	"bufio"
	"context"
	"io"
	"net"
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

// A body that was read to its end has given its connection back.
func readToTheEnd(urls []string) ([][]byte, error) {
	var all [][]byte
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return nil, err
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, nil
}

// The end of the iteration closes it; the deferred call is for the paths that leave before.
func closedTwice(names []string) error {
	for _, name := range names {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err := f.WriteString(name); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// What was opened elsewhere, and for longer than an iteration.
func handedOver(opened <-chan *os.File, kept []*os.File, n int) {
	for range n {
		f := <-opened
		defer f.Close()
	}
	for i := range kept {
		f := kept[i]
		defer f.Close()
	}
	if _, err := os.Stdout.WriteString("open"); err != nil {
		return
	}
}

// The readers live from the connections.
func readers(addresses []string) error {
	var all []*bufio.Reader
	for _, address := range addresses {
		conn, r, err := dialed(address)
		if err != nil {
			return err
		}
		defer conn.Close()
		all = append(all, r)
	}
	for _, r := range all {
		if _, err := r.ReadString('\n'); err != nil {
			return err
		}
	}
	return nil
}

func dialed(address string) (net.Conn, *bufio.Reader, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, nil, err
	}
	return conn, bufio.NewReader(conn), nil
}

type watcher interface {
	Watch(ctx context.Context, key string) <-chan string
	Stream(ctx context.Context, key string) (stream, error)
}

type stream interface{ Recv() (string, error) }

// The channels and streams live from the contexts.
func watched(w watcher, keys []string) ([]string, error) {
	channels := make([]<-chan string, len(keys))
	streams := make([]stream, len(keys))
	for i, key := range keys {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		channels[i] = w.Watch(ctx, key)
	}
	for i, key := range keys {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		s, err := w.Stream(ctx, key)
		if err != nil {
			return nil, err
		}
		streams[i] = s
	}
	var all []string
	for i := range keys {
		text, err := streams[i].Recv()
		if err != nil {
			return nil, err
		}
		all = append(all, text, <-channels[i])
	}
	return all, nil
}

// Nobody has the context, and its parent never ends: there is nothing to keep.
func cancels(names []string, run func(name string, stop func())) {
	for _, name := range names {
		_, cancel := context.WithCancel(context.Background())
		defer cancel()
		run(name, cancel)
	}
}
