package probe

import (
	"errors"
	"net"
)

var errPretended = errors.New("pretended failure")

type probe struct {
	address      string
	pretendsFail bool
	isPicky      bool
}

type hops struct {
	limited bool
	count   int
}

func newProbe(address string) *probe {
	return &probe{address: address, pretendsFail: false}
}

func newPicky(address string) *probe {
	p := &probe{address: address}
	p.isPicky = true
	return p
}

// connect fails on purpose for a test only.
func (p *probe) connect() (net.Conn, error) {
	conn, err := net.Dial("tcp", p.address)
	if p.pretendsFail {
		err = errPretended
	}
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// connectPicky fails for whoever is picky.
func (p *probe) connectPicky() (net.Conn, error) {
	conn, err := net.Dial("tcp", p.address) // want conn-not-closed
	if p.isPicky {
		err = errPretended
	}
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// What a literal without names gives is set, too.
var farAway = hops{true, 30}

func (h hops) connect(address string) (net.Conn, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if h.limited {
		err = errPretended
	}
	if err != nil {
		return nil, err
	}
	return conn, nil
}
