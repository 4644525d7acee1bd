package keys

import (
	"bufio"
	"errors"
	"io"
	"net"
)

// group closes at the end what was put into it.
type group struct {
	members map[io.Closer]bool
}

func newGroup() *group {
	return &group{members: make(map[io.Closer]bool)}
}

func (g *group) keep(member io.Closer) {
	g.members[member] = true
}

func (g *group) known(member io.Closer) bool {
	return g.members[member]
}

func (g *group) end() {
	for member := range g.members {
		member.Close()
	}
}

// The group has the connection as a key of its map.
func greeting(addr string) (string, error) {
	g := newGroup()
	defer g.end()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return "", err
	}
	g.keep(conn)
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return "", errors.New("no greeting")
	}
	return line, nil
}

// Looking for a key keeps nothing.
func banner(g *group, addr string) (string, error) {
	conn, err := net.Dial("tcp", addr) // want conn-not-closed
	if err != nil {
		return "", err
	}
	if g.known(conn) {
		return "", errors.New("known")
	}
	return bufio.NewReader(conn).ReadString('\n')
}
