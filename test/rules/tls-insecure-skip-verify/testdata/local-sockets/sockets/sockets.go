// Package sockets dials.
package sockets

import (
	"context"
	"net"
)

// Local connects to a daemon on this machine.
func Local(ctx context.Context, path string) (net.Conn, error) {
	var dialer net.Dialer
	return dialer.DialContext(ctx, "unix", path)
}

// Remote connects to one elsewhere.
func Remote(ctx context.Context, address string) (net.Conn, error) {
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", address)
}
