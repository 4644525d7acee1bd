package clean

import (
	"bufio"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/rpc"
	"sync"
	"time"

	"google.golang.org/grpc"
)

type session struct {
	conn net.Conn
	mu   sync.Mutex
	all  map[string]net.Conn
}

func deferred(address string) (string, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	return bufio.NewReader(conn).ReadString('\n')
}

// the goroutine has it from there on
func serve(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go handle(conn)
	}
}

func handle(conn net.Conn) {
	defer conn.Close()
	conn.Write([]byte("hello"))
}

func serveLiteral(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer conn.Close()
			conn.Write([]byte("hello"))
		}()
	}
}

// net/http and grpc close the listener that they serve
func web(address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}

func server(s *http.Server, address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	go s.Serve(l)
	return nil
}

func secureServer(s *http.Server, address string, config *tls.Config) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	l = tls.NewListener(l, config)
	return s.Serve(l)
}

func remote(s *grpc.Server, address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	return s.Serve(l)
}

func calls(s *rpc.Server, l net.Listener) error {
	conn, err := l.Accept()
	if err != nil {
		return err
	}
	s.ServeConn(conn)
	return nil
}

// closing the tls connection closes the one below it
func secure(address string, config *tls.Config) error {
	conn, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return err
	}
	secured := tls.Client(conn, config)
	defer secured.Close()
	return secured.Handshake()
}

func wrapped(address string, config *tls.Config) (net.Conn, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	if config != nil {
		conn = tls.Client(conn, config)
	}
	return conn, nil
}

func asserted(l net.Listener) (net.Conn, error) {
	conn, err := l.Accept()
	if err != nil {
		return nil, err
	}
	if secured, ok := conn.(*tls.Conn); ok {
		return secured, nil
	}
	return conn, nil
}

func kept(s *session, address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.conn = conn
	s.mu.Unlock()
	return nil
}

func keptInMap(s *session, address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	s.all[address] = conn
	return nil
}

func client(address string) (*rpc.Client, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return rpc.NewClient(conn), nil
}

func described(l net.Listener) (net.Conn, error) {
	conn, err := l.Accept()
	if err != nil {
		return nil, err
	}
	return describe(conn), nil
}

func describe(conn net.Conn) net.Conn {
	switch typed := conn.(type) {
	case *tls.Conn:
		return &named{typed, "tls"}
	default:
		return typed
	}
}

type named struct {
	net.Conn
	name string
}

type transport int

const (
	plain transport = iota
	secured
	upgraded
)

type target struct {
	address string
	kind    transport
}

// It leaves early only after the other kind of dialling.
func dialledBy(kind transport, address string) error {
	var conn net.Conn
	var err error
	if kind == secured {
		conn, err = tls.Dial("tcp", address, nil)
		if err != nil {
			return err
		}
	}
	if kind == upgraded {
		return errUpgrade
	}
	if conn != nil {
		return conn.Close()
	}
	return nil
}

// The same of a field that nothing here can change.
func dialledAs(to target) error {
	var conn net.Conn
	var err error
	if to.kind == secured {
		conn, err = tls.Dial("tcp", to.address, nil)
		if err != nil {
			return err
		}
	}
	if to.kind == upgraded {
		return errUpgrade
	}
	if conn != nil {
		return conn.Close()
	}
	return nil
}

var errUpgrade = errors.New("no upgrade")

// One of several functions gets it: which one is not known.
func handed(l net.Listener, handlers []func(net.Conn), kind int) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go handlers[kind](conn)
	}
}
