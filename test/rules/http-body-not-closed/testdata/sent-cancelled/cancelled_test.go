package gate

import (
	"context"
	"net/http"
	"testing"
	"time"
)

func ask(ctx context.Context, address string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(request)
}

func until(t *testing.T, try func() error) {
	t.Helper()
	for range 50 {
		if try() != nil {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("it still answers")
}

func TestGate(t *testing.T) {
	var (
		ctx    context.Context
		cancel context.CancelFunc
	)
	open := func() {
		ctx, cancel = context.WithCancel(context.Background())
	}
	open()
	t.Run("shut", func(t *testing.T) {
		if _, err := ask(ctx, "http://127.0.0.1:8080/"); err != nil { // want http-body-not-closed
			t.Fatal(err)
		}
		cancel()
		until(t, func() error {
			_, err := ask(ctx, "http://127.0.0.1:8080/")
			return err
		})
	})
	t.Run("shut for some", func(t *testing.T) {
		if testing.Short() {
			cancel()
		}
		until(t, func() error {
			_, err := ask(ctx, "http://127.0.0.1:8080/") // want http-body-not-closed
			return err
		})
	})
	t.Run("opened again", func(t *testing.T) {
		cancel()
		ctx, cancel = context.WithTimeout(context.Background(), time.Second)
		until(t, func() error {
			_, err := ask(ctx, "http://127.0.0.1:8080/") // want http-body-not-closed
			return err
		})
	})
	t.Run("another one", func(t *testing.T) {
		cancel()
		own, stop := context.WithCancel(context.Background())
		defer stop()
		_, err := ask(own, "http://127.0.0.1:8080/") // want http-body-not-closed
		if err != nil {
			t.Fatal(err)
		}
	})
}
