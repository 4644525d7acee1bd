package main

import (
	"errors"
	"log"
	"net"
	"os"

	"example.com/listeners/toggles"
)

var errNoKey = errors.New("no key")

type service struct {
	main    net.Listener
	packets net.PacketConn
}

// pair has two listeners of its own.
type pair struct{ first, second net.Listener }

func main() {
	s := &service{}
	if both, err := openPair(":8084", ":8085"); err == nil {
		go serveOne(both.first)
	}
	if err := s.open(":8080"); err != nil {
		log.Print(err)
	}
	if err := s.openPackets(":8081"); err != nil {
		log.Print(err)
	}
	if port, err := freePort(); err == nil {
		log.Print(port)
	}
	if err := answer(":8082"); err != nil {
		log.Print(err)
	}
	if err := s.dial("127.0.0.1:9090"); err != nil {
		log.Print(err)
	}
	starts := []func() error{s.startPages, s.startNumbers}
	for _, start := range starts {
		if err := start(); err != nil {
			log.Print(err)
		}
	}
	toggles.Watch()
	for {
		if d, err := dialPair("127.0.0.1:9091", "127.0.0.1:9092"); err == nil {
			d.Close()
		}
		if err := s.reopen(":8083"); err != nil {
			log.Print(err)
		}
		if err := serveOne(s.main); err != nil {
			log.Print(err)
		}
	}
}

// Once, at start-up: whoever starts a server gives up for its error.
func (s *service) open(address string) error {
	listener, err := net.Listen("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	if os.Getenv("KEY") == "" {
		return errNoKey
	}
	s.main = listener
	return nil
}

func (s *service) openPackets(address string) error {
	packets, err := net.ListenPacket("udp", address) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	if os.Getenv("KEY") == "" {
		return errNoKey
	}
	s.packets = packets
	return nil
}

// Anew in each round: what is lost adds up.
func (s *service) reopen(address string) error {
	listener, err := net.Listen("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if os.Getenv("KEY") == "" {
		return errNoKey
	}
	s.main = listener
	return nil
}

// It serves nobody: the function closes it.
func freePort() (int, error) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0") // want conn-not-closed hint low
	if err != nil {
		return 0, err
	}
	if os.Getenv("KEY") == "" {
		return 0, errNoKey
	}
	port := listener.Addr().(*net.TCPAddr).Port
	return port, listener.Close()
}

// A packet socket that asks, as a client does.
func answer(address string) error {
	packets, err := net.ListenPacket("udp", ":0") // want conn-not-closed hint low
	if err != nil {
		return err
	}
	to, err := net.ResolveUDPAddr("udp", address)
	if err != nil {
		return err
	}
	if _, err := packets.WriteTo([]byte("?"), to); err != nil {
		return err
	}
	return packets.Close()
}

// A dialled connection.
func (s *service) dial(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	if os.Getenv("KEY") == "" {
		return errNoKey
	}
	go discard(conn)
	return nil
}

func discard(conn net.Conn) { _ = conn.Close() }

// An accepted connection.
func serveOne(listener net.Listener) error {
	conn, err := listener.Accept() // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if os.Getenv("KEY") == "" {
		return errNoKey
	}
	go discard(conn)
	return nil
}

// The struct that has them goes to whoever starts up.
func openPair(first, second string) (*pair, error) {
	p := &pair{}
	var err error
	p.first, err = net.Listen("tcp", first) // want conn-not-closed hint low
	if err != nil {
		return nil, err
	}
	p.second, err = net.Listen("tcp", second)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// dialPair has no listeners: whoever needs a connection asks again.
func dialPair(first, second string) (*dialled, error) {
	d := &dialled{}
	var err error
	d.first, err = net.Dial("tcp", first) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	d.second, err = net.Dial("tcp", second)
	if err != nil {
		return nil, err
	}
	return d, nil
}

type dialled struct{ first, second net.Conn }

func (p *pair) Close() error {
	return errors.Join(p.first.Close(), p.second.Close())
}

func (d *dialled) Close() error {
	return errors.Join(d.first.Close(), d.second.Close())
}

// Two starts call it, and each gives up for its error.
func listenWithNote(address, note string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(note, []byte(listener.Addr().String()), 0o600); err != nil {
		return nil, err
	}
	return listener, nil
}

func (s *service) startPages() error {
	listener, err := listenWithNote(":8086", "pages")
	if err != nil {
		return err
	}
	s.main = listener
	return nil
}

func (s *service) startNumbers() error {
	listener, err := listenWithNote(":8087", "numbers")
	if err != nil {
		return err
	}
	s.main = listener
	return nil
}
