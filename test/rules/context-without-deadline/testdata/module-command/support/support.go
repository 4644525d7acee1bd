package support

import (
	"context"
	"os/exec"
	"testing"
)

type Scenario struct{ image string }

// The file is there for tests.
func (s *Scenario) Pull() error {
	return exec.CommandContext(context.Background(), "docker", "pull", s.image).Run() // want context-without-deadline hint low
}

func New(t *testing.T, image string) *Scenario {
	t.Helper()
	s := &Scenario{image}
	if err := s.Pull(); err != nil {
		t.Fatal(err)
	}
	return s
}
