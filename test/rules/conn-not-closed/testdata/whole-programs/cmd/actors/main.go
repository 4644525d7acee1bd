// A service whose parts end together.
package main

import (
	"errors"
	"log"
	"net"
	"net/http"

	"github.com/oklog/run"
)

func main() {
	var group run.Group
	group.Add(func() error { return http.ListenAndServe("127.0.0.1:8080", nil) }, func(error) {})
	group.Add(func() error { return join("127.0.0.1:1") }, func(error) {})
	if err := group.Run(); err != nil {
		log.Fatal(err)
	}
}

// join ends the group with its error.
func join(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed info low
	if err != nil {
		return err
	}
	if conn.LocalAddr().Network() == "" {
		return errors.New("no network")
	}
	defer conn.Close()
	return answer(conn)
}

func answer(conn net.Conn) error {
	buffer := make([]byte, 512)
	for {
		n, err := conn.Read(buffer)
		if err != nil {
			return err
		}
		if _, err := conn.Write(buffer[:n]); err != nil {
			return err
		}
	}
}
