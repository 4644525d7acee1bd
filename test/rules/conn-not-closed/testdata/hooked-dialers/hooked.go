package hooked

import (
	"context"
	"net"

	"example.com/hooked/dialers"
)

type tagged struct {
	net.Conn
	tag string
}

type tagger struct {
	inner dialers.Opener
}

func (t *tagger) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := t.inner.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &tagged{Conn: conn, tag: address}, nil
}
