package refused

import (
	"net/http"

	. "github.com/pingcap/check"
)

type suite struct{}

var _ = Suite(&suite{})

// Nobody answers: there is no response.
func (s *suite) TestRefused(c *C) {
	_, err := http.Get("http://127.0.0.1:1")
	c.Assert(err, ErrorMatches, ".*connection refused")
	_, err = http.Get("http://127.0.0.1:1")
	c.Check(err, NotNil)
}

func (s *suite) TestAnswers(c *C) {
	_, err := http.Get("http://127.0.0.1:80") // want http-body-not-closed
	c.Assert(err, IsNil)
}
