// Package mocks is there for tests.
package mocks

import (
	"net"

	"go.uber.org/mock/gomock"
)

// Dialer answers what a test expects.
type Dialer struct{ ctrl *gomock.Controller }

// NewDialer makes one.
func NewDialer(ctrl *gomock.Controller) *Dialer { return &Dialer{ctrl: ctrl} }

// Open records the call.
func (d *Dialer) Open(address string) (net.Conn, error) {
	results := d.ctrl.Call(d, "Open", address)
	conn, _ := results[0].(net.Conn)
	err, _ := results[1].(error)
	return conn, err
}
