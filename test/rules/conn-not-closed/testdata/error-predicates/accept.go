package predicates

import (
	"net"

	"example.com/predicates/temporary"
)

func serve(conn net.Conn) {
	defer conn.Close()
	buffer := make([]byte, 16)
	_, _ = conn.Read(buffer)
}

// The predicate holds for an error only, and then there is no connection.
func acceptAll(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if temporary.Passes(err) {
			continue
		}
		if err != nil {
			return err
		}
		go serve(conn)
	}
}

// This one holds without an error too.
func acceptQuietly(l net.Listener) error {
	for {
		conn, err := l.Accept() // want conn-not-closed
		if temporary.Quiet(err) {
			continue
		}
		if err != nil {
			return err
		}
		go serve(conn)
	}
}
