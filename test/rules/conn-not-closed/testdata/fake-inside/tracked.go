package tracked

import "net"

type tracked struct {
	net.Listener
	count int
}

func (t *tracked) Accept() (net.Conn, error) {
	conn, err := t.Listener.Accept()
	if err != nil {
		return nil, err
	}
	t.count++
	return conn, nil
}
