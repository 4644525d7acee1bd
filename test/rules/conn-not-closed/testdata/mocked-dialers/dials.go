package dials

import (
	"net"

	"example.com/dials/dialers"
)

type pool struct{ opened int }

type counted struct {
	net.Conn
	number int
}

func (p *pool) get(d dialers.Dialer, address string) (net.Conn, error) {
	conn, err := d.Open(address)
	if err != nil {
		return nil, err
	}
	p.opened++
	return &counted{Conn: conn, number: p.opened}, nil
}
