package body

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

func limited(urls []string) ([][]byte, error) {
	var all [][]byte
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return nil, err
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(io.LimitReader(resp.Body, resp.ContentLength))
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, nil
}

func hashed(urls []string, hash io.Writer) error {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if _, err := io.Copy(io.Discard, io.TeeReader(resp.Body, hash)); err != nil {
			return err
		}
	}
	return nil
}

func textOf(resp *http.Response) ([]byte, error) {
	return io.ReadAll(resp.Body)
}

func parsed(r io.Reader) (map[string]string, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var values map[string]string
	return values, json.Unmarshal(text, &values)
}

func throughHelpers(urls []string) error {
	for _, url := range urls {
		first, err := http.Get(url)
		if err != nil {
			return err
		}
		defer first.Body.Close()
		if _, err := textOf(first); err != nil {
			return err
		}
		second, err := http.Get(url)
		if err != nil {
			return err
		}
		defer second.Body.Close()
		if _, err := parsed(second.Body); err != nil {
			return err
		}
	}
	return nil
}

func checked(resp *http.Response) ([]byte, error) {
	if resp.StatusCode != http.StatusOK {
		return nil, nil
	}
	return io.ReadAll(resp.Body)
}

// The helper leaves the body of some answers unread, and goes on.
func unread(urls []string) error {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop warning high
		if _, err := checked(resp); err != nil {
			return err
		}
	}
	return nil
}

type store interface {
	Part(number int) (io.ReadCloser, int64, error)
	Put(number int, r io.Reader) error
}

// Whoever gets the reader may read it to its end, which gives back what it holds.
func copied(from, to store, parts int) error {
	for i := range parts {
		part, size, err := from.Part(i)
		if err != nil {
			return err
		}
		defer part.Close() // want defer-in-loop info low
		if err := to.Put(i, io.LimitReader(part, size)); err != nil {
			return err
		}
	}
	return nil
}

func present(from store, parts int) error {
	for i := range parts {
		part, size, err := from.Part(i)
		if err != nil {
			return err
		}
		defer part.Close() // want defer-in-loop hint low
		if size == 0 {
			return errors.New("empty")
		}
	}
	return nil
}

func readBefore(urls []string) error {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		if _, err := io.ReadAll(resp.Body); err != nil {
			return err
		}
		defer resp.Body.Close()
	}
	return nil
}

func readBeforeTheNext(urls []string) error {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		if _, err := io.ReadAll(resp.Body); err != nil {
			return err
		}
		resp, err = http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop
	}
	return nil
}

// What waits for the context waits until the function returns.
func watched(names []string, watch func(context.Context, string)) {
	for _, name := range names {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel() // want defer-in-loop
		watch(ctx, name)
	}
}

// the body has been read to its end before
func readFirst(urls []string) (found []string) {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		body, err := io.ReadAll(resp.Body)
		if err == nil {
			text := string(body)
			defer func() { _ = resp.Body.Close() }()
			found = append(found, text)
		}
	}
	return found
}

func readSome(urls []string) (found []string) {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		some := make([]byte, 10)
		count, err := resp.Body.Read(some)
		if err == nil {
			defer func() { _ = resp.Body.Close() }() // want defer-in-loop
			found = append(found, string(some[:count]))
		}
	}
	return found
}
