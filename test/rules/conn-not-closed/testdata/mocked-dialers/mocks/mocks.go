// Package mocks is there for tests.
package mocks

import (
	"net"

	"github.com/stretchr/testify/mock"
)

// Dialer answers what a test expects.
type Dialer struct{ mock.Mock }

// Open records the call.
func (d *Dialer) Open(address string) (net.Conn, error) {
	results := d.Called(address)
	conn, _ := results.Get(0).(net.Conn)
	return conn, results.Error(1)
}
