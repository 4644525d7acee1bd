package gocheck

import (
	"net/http"
	"time"

	. "gopkg.in/check.v1"
)

type suite struct{ address string }

func (s *suite) ask() (int, error) {
	response, err := http.Get(s.address)
	if err != nil {
		return 0, err
	}
	return response.StatusCode, response.Body.Close()
}

// Fatalf and Skip end the test, so that behind the first select the status has been received.
func (s *suite) TestAsk(c *C) {
	status, failure := make(chan int), make(chan error, 1)
	go func() {
		code, err := s.ask()
		status <- code
		failure <- err
	}()
	select {
	case code := <-status:
		c.Check(code, Equals, http.StatusOK)
	case <-time.After(time.Second):
		c.Fatalf("no status from %s", s.address)
	}
	select {
	case err := <-failure:
		c.Check(err, IsNil)
	case <-time.After(time.Second):
		c.Skip("too slow")
	}
}

// Errorf goes on.
func (s *suite) TestAskSlowly(c *C) {
	status := make(chan int)
	go func() {
		code, _ := s.ask()
		status <- code // want goroutine-leak-send
	}()
	select {
	case code := <-status:
		c.Check(code, Equals, http.StatusOK)
	case <-time.After(time.Second):
		c.Errorf("no status from %s", s.address)
	}
}
