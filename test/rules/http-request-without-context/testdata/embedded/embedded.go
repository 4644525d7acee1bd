package embedded

import (
	"context"
	"io"
	"net/http"
)

// scope is a context with what its tenant may use.
type scope struct {
	context.Context
	tenant string
}

type tasks interface {
	context.Context
	Name() string
}

// environment has a context among other things.
type environment struct {
	context.Context
	out io.Writer
}

// named is no context: its field is not embedded.
type named struct {
	ctx context.Context
}

func load(s scope, address string) ([]byte, error) {
	resp, err := http.Get(address + "/" + s.tenant) // want http-request-without-context warning high
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func run(t tasks, address string) error {
	resp, err := http.Get(address + "/" + t.Name()) // want http-request-without-context warning high
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func show(e *environment, address string) error {
	resp, err := http.Get(address)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(e.out, resp.Body)
	return err
}

func ping(n named, address string) error {
	resp, err := http.Get(address)
	if err != nil {
		return err
	}
	_ = n.ctx.Err()
	return resp.Body.Close()
}
