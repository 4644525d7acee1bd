package leaving

import (
	"bufio"
	"errors"
	"fmt"
	"log"
	"net"
	"strings"
)

// A success ends the loop: the literal has to say so as well.
func join(addresses []string) error {
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return fmt.Errorf("dial: %w", err)
		}
		defer conn.Close() // want defer-in-loop high
		answer, err := bufio.NewReader(conn).ReadString('\n')
		if err != nil {
			return err
		}
		if strings.HasPrefix(answer, "moved") {
			continue
		}
		if answer == "full" {
			return errors.New("full")
		}
		return nil
	}
	return errors.New("nobody answers")
}

// What is returned may be nil.
func send(addresses []string) error {
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			log.Print(err)
			continue
		}
		defer conn.Close() // want defer-in-loop high
		_, err = conn.Write([]byte("hello"))
		if !errors.Is(err, net.ErrClosed) {
			return err
		}
	}
	return nil
}

// The first one that takes it is the last.
func first(addresses []string) {
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			continue
		}
		defer conn.Close() // want defer-in-loop low
		if _, err := conn.Write([]byte("hello")); err == nil {
			return
		}
	}
}

// Each return gives an error.
func all(addresses []string) error {
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return fmt.Errorf("dial: %w", err)
		}
		defer conn.Close() // want defer-in-loop high
		if _, err := conn.Write([]byte("hello")); err != nil {
			return err
		}
		if address == "" {
			return errors.New("no address")
		}
	}
	return nil
}
