// Types that the program makes, and types that nobody makes.
package dial

import (
	"errors"
	"net"
)

// Pinger is what they are for.
type Pinger interface{ Ping() error }

var _ Pinger = (*Warm)(nil)

// Warm is made by nobody: a pointer to it is only asked for.
type Warm struct {
	address string
	results chan net.Conn
}

// Ping runs nowhere.
func (w *Warm) Ping() error { return ping(w.address, w.Ready) }

// Ready runs nowhere.
func (w *Warm) Ready() error {
	conn, err := net.Dial("tcp", w.address) // want conn-not-closed info low
	if err != nil {
		return err
	}
	select {
	case w.results <- conn:
		return nil
	default:
		return errors.New("full")
	}
}

// IsWarm asks for one.
func IsWarm(p Pinger) bool {
	warm, ok := p.(*Warm)
	return ok && warm.results != nil
}

// Old is made by a function that only a test calls.
type Old struct{ address string }

// NewOld is called by the test.
func NewOld(address string) *Old { return &Old{address: address} }

// Ping runs in tests.
func (o *Old) Ping() error {
	conn, err := net.Dial("tcp", o.address) // want conn-not-closed info low
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("ping"))
	return err
}

// Pool is made by what main calls.
type Pool struct{ address string }

// NewPool is called by main.
func NewPool(address string) *Pool { return &Pool{address: address} }

// Ping runs.
func (p *Pool) Ping() error {
	conn, err := net.Dial("tcp", p.address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("ping"))
	return err
}

// Settings can be made by whoever imports the package.
type Settings struct{ Address string }

// Each makes elements of a list whose type says only the pointer.
func Each(settings ...Settings) error {
	for _, one := range []*listed{{address: "localhost:7002"}} {
		if err := one.Ping(); err != nil {
			return err
		}
	}
	for _, each := range settings {
		if err := each.Ping(); err != nil {
			return err
		}
	}
	return nil
}

type listed struct{ address string }

func (l *listed) Ping() error {
	conn, err := net.Dial("tcp", l.address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("ping"))
	return err
}

// Ping runs.
func (s Settings) Ping() error {
	conn, err := net.Dial("tcp", s.Address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("ping"))
	return err
}

func ping(address string, ready func() error) error {
	if address == "" {
		return errors.New("no address")
	}
	return ready()
}
