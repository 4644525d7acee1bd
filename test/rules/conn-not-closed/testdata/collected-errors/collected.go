package collected

import (
	"net"

	"github.com/hashicorp/go-multierror"
)

type server struct{ listener net.Listener }

// What collects errors is not nil: nothing gets to the last return with the listener.
func refused(address string, check func(string) error) (*server, error) {
	var failures error
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	if err := check(address); err != nil {
		failures = multierror.Append(failures, err)
	} else {
		return &server{listener}, nil
	}
	if failures != nil {
		listener.Close()
		return nil, failures
	}
	return nil, nil
}

// Only what has not failed is closed.
func reversed(address string, check func(string) error) (*server, error) {
	var failures error
	listener, err := net.Listen("tcp", address) // want conn-not-closed
	if err != nil {
		return nil, err
	}
	if err := check(address); err != nil {
		failures = multierror.Append(failures, err)
	} else {
		return &server{listener}, nil
	}
	if failures != nil {
		return nil, failures
	}
	listener.Close()
	return nil, nil
}
