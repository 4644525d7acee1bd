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
