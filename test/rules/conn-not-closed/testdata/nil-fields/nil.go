package nilfields

import (
	"errors"
	"net"
)

type limiter struct{ most int }

type session struct {
	conn    net.Conn
	limiter *limiter
}

func newSession(conn net.Conn, l *limiter) (*session, error) {
	if l == nil {
		return nil, errors.New("no limiter")
	}
	return &session{conn: conn, limiter: l}, nil
}

func newLimited(conn net.Conn, l *limiter) (*session, error) {
	if l == nil {
		return nil, errors.New("no limiter")
	}
	if l.most == 0 {
		return nil, errors.New("nothing is let in")
	}
	return &session{conn: conn, limiter: l}, nil
}

func (s *session) run() {
	defer s.conn.Close()
	_, _ = s.conn.Write([]byte("hello"))
}

type server struct{ limiter *limiter }

// Whoever makes the server has seen to the field.
func (s *server) serve(address string) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	one, err := newSession(conn, s.limiter)
	if err != nil {
		return
	}
	one.run()
}

// It fails for something else too.
func (s *server) serveLimited(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return
	}
	one, err := newLimited(conn, s.limiter)
	if err != nil {
		return
	}
	one.run()
}

func find(name string) *limiter {
	if name == "" {
		return nil
	}
	return &limiter{most: len(name)}
}

// What is looked up may be missing each time.
func serveNamed(address, name string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return
	}
	one, err := newSession(conn, find(name))
	if err != nil {
		return
	}
	one.run()
}
