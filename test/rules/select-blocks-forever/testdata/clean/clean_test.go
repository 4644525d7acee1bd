package clean

import "testing"

type server struct{ failed chan error }

func (s *server) Err() <-chan error { return s.failed }

// go test gives up for it.
func TestStops(t *testing.T) {
	s := &server{failed: make(chan error)}
	go s.run()
	select {
	case err := <-s.Err():
		t.Log(err)
	}
}

func (s *server) run() { s.failed <- nil }

// Nothing makes one any more.
type unmade struct {
	results chan error
	quit    chan struct{}
}

var _ interface{ Send() error } = (*unmade)(nil)

func (u *unmade) Send() error {
	select {
	case err := <-u.results:
		return err
	case <-u.quit:
		return nil
	}
}
