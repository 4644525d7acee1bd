package nilfields

import (
	"errors"
	"net"
)

type engine struct{ name string }

type gateway struct {
	engine *engine
	tunnel *engine
	spare  *engine
}

func newGateway(spare *engine) *gateway {
	g := &gateway{engine: &engine{name: "main"}, tunnel: &engine{name: "tunnel"}}
	g.spare = spare
	return g
}

func (g *gateway) leave() { g.tunnel = nil }

// Every gateway has an engine.
func (g *gateway) run(address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	if g.engine == nil {
		return errors.New("no engine")
	}
	defer conn.Close()
	_, err = conn.Write([]byte(g.engine.name))
	return err
}

// Its tunnel may be gone.
func (g *gateway) send(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	if g.tunnel == nil {
		return errors.New("no tunnel")
	}
	defer conn.Close()
	_, err = conn.Write([]byte(g.tunnel.name))
	return err
}

// Not every gateway has a spare engine.
func (g *gateway) runSpare(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	if g.spare == nil {
		return errors.New("no spare engine")
	}
	defer conn.Close()
	_, err = conn.Write([]byte(g.spare.name))
	return err
}
