package peers

import (
	"crypto/tls"
	"net"
)

func Run() {
	conn, err := tls.Dial("tcp", "peer:22000", &tls.Config{InsecureSkipVerify: true}) // want tls-insecure-skip-verify info low
	if err != nil {
		return
	}
	defer conn.Close()
	identify(conn)
}

// The peer is known by its certificate, after the handshake.
func identify(conn net.Conn) []byte {
	return conn.(*tls.Conn).ConnectionState().PeerCertificates[0].Raw
}
