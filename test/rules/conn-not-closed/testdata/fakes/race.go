package race

import (
	"context"
	"errors"
	"net"
)

type dialer interface {
	Dial(ctx context.Context, address string) (net.Conn, error)
}

type Race struct{ dialers []dialer }

func (r *Race) Dial(ctx context.Context, address string) (net.Conn, error) {
	for _, each := range r.dialers {
		conn, err := each.Dial(ctx, address)
		if err == nil {
			return conn, nil
		}
	}
	return nil, errors.New("nobody answers")
}

type opener interface {
	Open(ctx context.Context, address string) (net.Conn, error)
}

type tcp struct{}

func (tcp) Open(ctx context.Context, address string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", address)
}

func opened(ctx context.Context, o opener) (net.Conn, error) {
	return o.Open(ctx, "127.0.0.1:1")
}
