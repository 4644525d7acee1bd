package listening

import (
	"fmt"
	"net"
)

type server struct {
	network, address string
}

// a listener or a socket for packets: the other one is nil
func (s *server) start() (net.Addr, error) {
	var stream net.Listener
	var packets net.PacketConn
	var err error
	switch s.network {
	case "tcp", "unix":
		stream, err = net.Listen(s.network, s.address)
	case "udp":
		packets, err = net.ListenPacket(s.network, s.address)
	default:
		return nil, fmt.Errorf("unknown network %q", s.network)
	}
	if err != nil {
		return nil, err
	}
	if stream == nil {
		go s.readPackets(packets)
		return packets.LocalAddr(), nil
	}
	go s.accept(stream)
	return stream.Addr(), nil
}

// the socket for packets goes to nobody
func (s *server) startHalf() (net.Addr, error) {
	var stream net.Listener
	var packets net.PacketConn
	var err error
	switch s.network {
	case "udp":
		packets, err = net.ListenPacket(s.network, s.address) // want conn-not-closed
	default:
		stream, err = net.Listen(s.network, s.address)
	}
	if err != nil {
		return nil, err
	}
	if stream == nil {
		return packets.LocalAddr(), nil
	}
	go s.accept(stream)
	return stream.Addr(), nil
}

func (s *server) readPackets(packets net.PacketConn) {
	defer packets.Close()
	buffer := make([]byte, 1500)
	for {
		if _, _, err := packets.ReadFrom(buffer); err != nil {
			return
		}
	}
}

func (s *server) accept(stream net.Listener) {
	defer stream.Close()
	for {
		conn, err := stream.Accept()
		if err != nil {
			return
		}
		_ = conn.Close()
	}
}
