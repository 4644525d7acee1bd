package settings

import "context"

// Settings holds the context of a run for everybody who gets them.
type Settings struct {
	ctx  context.Context
	Host string
}

func Load(root context.Context, host string) *Settings {
	return &Settings{ctx: context.WithValue(root, hostKey{}, host), Host: host}
}

type hostKey struct{}

func (s *Settings) Context() context.Context { return s.ctx }
