// Package hooks lets a test say what comes of a call.
package hooks

import (
	"context"
	"net"
)

// Opener calls what somebody has put there.
type Opener struct {
	OnDial func(ctx context.Context, network, address string) (net.Conn, error)
}

// DialContext calls it.
func (o *Opener) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return o.OnDial(ctx, network, address)
}
