package sockets

import (
	"fmt"
	"net"
)

type receiver struct {
	network, address string
	lines            chan []byte
}

// Where a packet socket was opened there is no listener: the branch for packets is the one that runs.
func (r *receiver) start() error {
	var stream net.Listener
	var packets net.PacketConn
	var err error
	switch r.network {
	case "tcp":
		stream, err = net.Listen(r.network, r.address)
	case "udp":
		packets, err = net.ListenPacket(r.network, r.address)
	default:
		return fmt.Errorf("%s is not known", r.network)
	}
	if err != nil {
		return err
	}
	if stream == nil {
		go r.receive(packets)
	} else {
		go r.accept(stream)
	}
	return nil
}

// One that was listening before says nothing of the packets.
func (r *receiver) restart(stream net.Listener) error {
	packets, err := net.ListenPacket("udp", r.address) // want conn-not-closed
	if err != nil {
		return err
	}
	if stream == nil {
		go r.receive(packets)
	} else {
		go r.accept(stream)
	}
	return nil
}

func (r *receiver) receive(packets net.PacketConn) {
	defer packets.Close()
	buffer := make([]byte, 1500)
	for {
		n, _, err := packets.ReadFrom(buffer)
		if err != nil {
			return
		}
		r.lines <- append([]byte(nil), buffer[:n]...)
	}
}

func (r *receiver) accept(stream net.Listener) {
	defer stream.Close()
	for {
		conn, err := stream.Accept()
		if err != nil {
			return
		}
		conn.Close()
	}
}
