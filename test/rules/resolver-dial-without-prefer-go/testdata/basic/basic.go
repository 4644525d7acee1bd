package basic

import (
	"context"
	"net"
	"time"
)

func dial(ctx context.Context, network, _ string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, network, "10.0.0.53:53")
}

func literal() *net.Resolver {
	return &net.Resolver{Dial: dial} // want resolver-dial-without-prefer-go
}

func overLines() *net.Resolver {
	return &net.Resolver{
		StrictErrors: true,
		Dial:         dial, // want resolver-dial-without-prefer-go
	}
}

func ofFunction() *net.Dialer {
	return &net.Dialer{
		Timeout: time.Second,
		Resolver: &net.Resolver{
			Dial: func(ctx context.Context, network, address string) (net.Conn, error) { // want resolver-dial-without-prefer-go
				return dial(ctx, network, address)
			},
		},
	}
}

func assigned() *net.Resolver {
	r := new(net.Resolver)
	r.Dial = dial // want resolver-dial-without-prefer-go
	return r
}

func ofAll() {
	net.DefaultResolver.Dial = dial // want resolver-dial-without-prefer-go
}

func look(ctx context.Context, host string) ([]string, error) {
	var r net.Resolver
	r.Dial = dial // want resolver-dial-without-prefer-go
	return r.LookupHost(ctx, host)
}
