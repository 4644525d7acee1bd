package cancelled

import (
	"context"
	"net"
	"strings"
	"testing"
)

type dial func(ctx context.Context, network, address string) (net.Conn, error)

// wrap looks at the address before it dials.
func wrap(next dial) dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if !strings.Contains(address, ":") {
			return nil, net.InvalidAddrError(address)
		}
		return next(ctx, network, address)
	}
}

// No dial succeeds: the context is over before the first of them.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, address := range []string{"localhost", "192.0.2.1:80"} {
		t.Run(address, func(t *testing.T) {
			_, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
			t.Log(err)
			_, err = wrap((&net.Dialer{}).DialContext)(ctx, "tcp", address)
			t.Log(err)
		})
	}
}

// This one is over only afterwards.
func TestRunning(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_, err := (&net.Dialer{}).DialContext(ctx, "tcp", "127.0.0.1:80") // want conn-not-closed
	t.Log(err)
	_, err = wrap((&net.Dialer{}).DialContext)(ctx, "tcp", "127.0.0.1:80") // want conn-not-closed
	t.Log(err)
}
