package gocheck

import (
	"net"

	"gopkg.in/check.v1"
)

type suite struct{}

var _ = check.Suite(&suite{})

// Nobody listens: there is no connection.
func (s *suite) TestRefused(c *check.C) {
	_, err := net.Dial("tcp", "127.0.0.1:1")
	c.Assert(err, check.ErrorMatches, "^.*connection refused$")
}

func (s *suite) TestFails(c *check.C) {
	conn, err := net.Dial("tcp", "127.0.0.1:1")
	c.Check(err, check.NotNil)
	c.Assert(conn, check.IsNil)
}

func (s *suite) TestAnswers(c *check.C) {
	conn, err := net.Dial("tcp", "127.0.0.1:80") // want conn-not-closed
	c.Assert(err, check.IsNil)
	c.Assert(conn.LocalAddr(), check.NotNil)
}
