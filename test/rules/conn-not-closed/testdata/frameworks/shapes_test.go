package frameworks

import (
	"errors"
	"net"
	"syscall"
	"testing"

	qt "github.com/frankban/quicktest"
	"github.com/matryer/is"
	. "github.com/smartystreets/goconvey/convey"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/suite"
)

var errRefused = errors.New("refused")

func TestIs(t *testing.T) {
	is := is.New(t)
	_, err := net.Dial("tcp", "127.0.0.1:1")
	is.True(err != nil)
	var refused syscall.Errno
	is.True(errors.As(err, &refused))
}

func TestIsThere(t *testing.T) {
	is := is.New(t)
	conn, err := net.Dial("tcp", "127.0.0.1:80") // want conn-not-closed
	is.NoErr(err)
	is.True(conn.LocalAddr() != nil)
}

func TestPattern(t *testing.T) {
	_, err := net.Dial("tcp", "127.0.0.1:1")
	assert.Regexp(t, "refused$", err)
}

// Text of something else says nothing.
func TestPatternOfOther(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:80") // want conn-not-closed
	if err != nil {
		t.Skip(err)
	}
	assert.Regexp(t, "^127", conn.LocalAddr())
}

func TestQuick(t *testing.T) {
	c := qt.New(t)
	_, err := net.Dial("tcp", "127.0.0.1:1")
	c.Assert(err, qt.ErrorMatches, ".*refused")
}

func TestQuickNotNil(t *testing.T) {
	c := qt.New(t)
	c.Run("refused", func(c *qt.C) {
		_, err := net.Dial("tcp", "127.0.0.1:1")
		c.Check(err, qt.IsNotNil)
	})
}

func TestQuickThere(t *testing.T) {
	c := qt.New(t)
	conn, err := net.Dial("tcp", "127.0.0.1:80") // want conn-not-closed
	c.Assert(err, qt.IsNil)
	c.Assert(conn.LocalAddr(), qt.IsNotNil)
}

func TestConvey(t *testing.T) {
	Convey("refused", t, func() {
		_, err := net.Dial("tcp", "127.0.0.1:1")
		So(err, ShouldNotBeNil)
	})
	Convey("there", t, func() {
		conn, err := net.Dial("tcp", "127.0.0.1:80") // want conn-not-closed
		So(err, ShouldBeNil)
		So(conn.LocalAddr(), ShouldNotBeNil)
	})
}

type ports struct{ suite.Suite }

func (p *ports) TestRefused() {
	_, err := net.Dial("tcp", "127.0.0.1:1")
	p.True(errors.Is(err, syscall.ECONNREFUSED))
}

func (p *ports) TestRefusedByName() {
	_, err := net.Dial("tcp", "127.0.0.1:1")
	p.Require().ErrorIs(err, errRefused)
}

func (p *ports) TestText() {
	_, err := net.Dial("tcp", "127.0.0.1:1")
	p.Equal("refused", err.Error())
}

func TestOfAssertions(t *testing.T) {
	a := assert.New(t)
	_, err := net.Dial("tcp", "127.0.0.1:1")
	a.True(err != nil)
}

func TestTextOf(t *testing.T) {
	_, err := net.Dial("tcp", "127.0.0.1:1")
	assert.Contains(t, err.Error(), "refused")
}
