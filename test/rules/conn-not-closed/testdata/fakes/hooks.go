package race

import (
	"context"
	"net"
)

var dialContext = (&net.Dialer{}).DialContext

var dialAgain = (&net.Dialer{}).DialContext

func dialFirst(ctx context.Context, addresses []string) (net.Conn, error) {
	var err error
	for _, address := range addresses {
		var conn net.Conn
		if conn, err = dialContext(ctx, "tcp", address); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

func dialSecond(ctx context.Context, address string) (net.Conn, error) {
	return dialAgain(ctx, "tcp", address)
}
