package clean

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os/signal"
	"syscall"
	"time"
)

var client = &http.Client{Timeout: 10 * time.Second}

func closed(resp *http.Response, err error) error {
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// No context is at hand.
func plain(address string) error { return closed(client.Get(address)) }

// Nor is one that has no name.
func unnamed(_ context.Context, address string) error { return closed(client.Get(address)) }

func given(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	return closed(client.Do(req))
}

// The context comes later.
func later(ctx context.Context, address string) error {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	return closed(client.Do(req.WithContext(ctx)))
}

func replaced(ctx context.Context, address string) error {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	req = req.WithContext(ctx)
	return closed(client.Do(req))
}

type api struct {
	http *http.Client
	last *http.Request
}

func (a *api) do(ctx context.Context, req *http.Request) error {
	return closed(a.http.Do(req.WithContext(ctx)))
}

// The helper gives it one.
func (a *api) fetch(ctx context.Context, address string) error {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	return a.do(ctx, req)
}

// It is kept, and sent by somebody else.
func (a *api) keep(ctx context.Context, address string) error {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	a.last = req
	return ctx.Err()
}

// It is never sent.
func unsent(ctx context.Context, handler http.Handler) int {
	req, err := http.NewRequest(http.MethodGet, "/", nil)
	if err != nil {
		return 0
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, req)
	return recorder.Code
}

// The goroutine is there to outlive the request.
func detached(w http.ResponseWriter, r *http.Request) {
	go func() {
		_ = closed(client.Get("https://example.com/hook"))
	}()
	go closed(client.Get("https://example.com/hook"))
	w.WriteHeader(http.StatusAccepted)
}

func goroutine(ctx context.Context, address string) error {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	go func() { _ = closed(client.Do(req)) }()
	return nil
}

// What is deferred runs however the function ends.
func deferred(ctx context.Context, address string) error {
	defer func() { _ = closed(client.Get(address + "/release")) }()
	return given(ctx, address)
}

// The context has ended.
func goodbye(ctx context.Context, address string) error {
	<-ctx.Done()
	return closed(client.Get(address + "/goodbye"))
}

func watch(ctx context.Context, address string, ticks <-chan time.Time) error {
	for {
		select {
		case <-ctx.Done():
			return closed(client.Get(address + "/goodbye"))
		case <-ticks:
		}
	}
}

func failed(ctx context.Context, address string) error {
	if ctx.Err() != nil {
		return closed(client.Get(address + "/cancelled"))
	}
	return nil
}

// What was made of it has ended too.
func derived(ctx context.Context, address string) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := given(inner, address); err != nil && ctx.Err() != nil {
		return closed(client.Get(address + "/cancelled"))
	}
	return nil
}

// A context that never ends says nothing.
func background(address string) error {
	ctx := context.Background()
	if err := given(ctx, address); err != nil {
		return closed(client.Get(address + "/failed"))
	}
	return nil
}

// It is detached on purpose.
func audited(ctx context.Context, address string) error {
	ctx = context.WithoutCancel(ctx)
	return closed(client.Get(address + "/audit"))
}

// A literal that is kept runs whenever somebody calls it.
func callback(ctx context.Context, address string) func() error {
	return func() error { return closed(client.Get(address)) }
}

// It runs when the context has ended.
func after(ctx context.Context, address string) func() bool {
	return context.AfterFunc(ctx, func() { _ = closed(client.Get(address)) })
}

// The parent is asked in front of it.
func signalled(address string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	<-ctx.Done()
	return closed(client.Get(address + "/goodbye"))
}

// Whoever has made the connection ends the request by closing it.
func over(ctx context.Context, conn net.Conn, address string) error {
	lent := &http.Client{Transport: &http.Transport{
		DialContext: func(context.Context, string, string) (net.Conn, error) { return conn, nil },
	}}
	return closed(lent.Get(address))
}
