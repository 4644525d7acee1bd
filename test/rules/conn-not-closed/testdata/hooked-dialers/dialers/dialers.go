// Package dialers opens connections.
package dialers

import (
	"context"
	"net"
)

// Opener is what opens them.
type Opener interface {
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// System opens those of the system.
type System struct{}

// DialContext opens one.
func (System) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, address)
}
