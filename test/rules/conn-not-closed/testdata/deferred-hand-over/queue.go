package queue

import (
	"log"
	"net"
)

type idle struct {
	conn   net.Conn
	failed bool
}

type manager struct {
	returned chan idle
	spare    net.Conn
}

func (m *manager) giveBack(item idle) {
	m.returned <- item
}

// work puts what is left at the end into the queue of a worker, which closes it or uses it again.
func (m *manager) work() {
	for item := range m.returned {
		if item.failed {
			item.conn.Close()
			continue
		}
		m.spare = item.conn
	}
}

// ask hands the connection over by what it has deferred before it was there.
func (m *manager) ask(address string) (err error) {
	var conn net.Conn
	defer func() {
		m.giveBack(idle{conn: conn, failed: err != nil})
	}()
	if conn, err = net.Dial("tcp", address); err != nil {
		return err
	}
	_, err = conn.Write([]byte("ping"))
	return err
}

func (m *manager) askBySend(address string) (err error) {
	var conn net.Conn
	defer func() {
		if conn != nil {
			m.returned <- idle{conn, err != nil}
		}
	}()
	conn, err = net.Dial("tcp", address)
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("ping"))
	return err
}

func (m *manager) askAndStore(address string) error {
	var conn net.Conn
	defer func() { m.spare = conn }()
	next, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	conn = next
	_, err = conn.Write([]byte("ping"))
	return err
}

// askTooLate leaves, on the way out before, a connection that the variable has not got yet.
func (m *manager) askTooLate(address string, isEnough func(string) bool) error {
	var conn net.Conn
	defer func() {
		m.giveBack(idle{conn: conn})
	}()
	next, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	if isEnough(next.LocalAddr().String()) {
		return nil
	}
	conn = next
	_, err = conn.Write([]byte("ping"))
	return err
}

// askAndTell only looks at the connection in what it has deferred.
func askAndTell(address string) (err error) {
	var conn net.Conn
	defer func() {
		if conn != nil {
			log.Println("asked", conn.RemoteAddr(), err)
		}
	}()
	if conn, err = net.Dial("tcp", address); err != nil { // want conn-not-closed
		return err
	}
	_, err = conn.Write([]byte("ping"))
	return err
}
