package main

import (
	"net"
	"os"
)

type server struct{ address string }

var phases = []func() error{check}

func main() {
	s := &server{address: os.Args[1]}
	steps := []func() error{s.listen, second, func() error {
		conn, err := net.Dial("tcp", "127.0.0.1:2") // want conn-not-closed hint low
		if err != nil {
			return err
		}
		_, err = conn.Write(nil)
		return err
	}}
	for _, step := range steps {
		if err := step(); err != nil {
			println(err.Error())
		}
	}
	for _, phase := range phases {
		_ = phase()
	}
	for range os.Args {
		for name, round := range map[string]func() error{"again": again} {
			println(name, round())
		}
	}
	for _, step := range []func() error{inRounds} {
		for range os.Args {
			_ = step()
		}
	}
	for _, step := range []func() error{later} {
		hooks = append(hooks, func() error { return step() })
	}
	for _, step := range []func() error{started} {
		go func() { _ = step() }()
	}
	go serve()
	kept := []func() error{handedOn}
	register(kept)
}

var hooks []func() error

func serve() {
	for {
		for _, hook := range hooks {
			_ = hook()
		}
	}
}

// inRounds runs for each argument: the loop stands inside the one over the list.
func inRounds() error {
	conn, err := net.Dial("tcp", "127.0.0.1:6") // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

// later runs whenever the literal that calls it does.
func later() error {
	conn, err := net.Dial("tcp", "127.0.0.1:7") // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

func started() error {
	conn, err := net.Dial("tcp", "127.0.0.1:8") // want conn-not-closed hint low
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

// listen runs once: main goes over the list that it stands in.
func (s *server) listen() error {
	conn, err := net.Dial("tcp", s.address) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

func second() error {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed hint low
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

func check() error {
	conn, err := net.Dial("tcp", "127.0.0.1:3") // want conn-not-closed hint low
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

// again runs for each argument.
func again() error {
	conn, err := net.Dial("tcp", "127.0.0.1:4") // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

// handedOn is run by whoever got the list.
func handedOn() error {
	conn, err := net.Dial("tcp", "127.0.0.1:5") // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

func register(list []func() error) {
	for {
		for _, each := range list {
			go each()
		}
	}
}
