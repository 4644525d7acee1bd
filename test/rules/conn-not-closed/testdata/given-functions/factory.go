package given

import "net"

// factory opens what its field opens, by default sockets of the system.
type factory struct {
	listen func(path string) (net.Listener, error)
}

type server struct {
	inner net.Listener
}

func (s *server) Close() error { return s.inner.Close() }

func (f *factory) make(path string) (*server, error) {
	if f.listen == nil {
		f.listen = func(path string) (net.Listener, error) { return net.Listen("unix", path) }
	}
	inner, err := f.listen(path)
	if err != nil {
		return nil, err
	}
	return &server{inner: inner}, nil
}

type pool struct {
	dial func() (net.Conn, error)
	made int
}

func newPool(dial func() (net.Conn, error)) *pool { return &pool{dial: dial} }

func (p *pool) get() (net.Conn, error) {
	conn, err := p.dial()
	if err != nil {
		return nil, err
	}
	p.made++
	return conn, nil
}
