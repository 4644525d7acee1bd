package inverted

import (
	"context"
	"errors"
	"time"
)

type peer interface{ Address() string }

type pusher interface {
	Push(ctx context.Context, text string) error
}

type ring struct{ peers map[string]peer }

func (r *ring) peerFor(address string) (peer, error) {
	if found, ok := r.peers[address]; ok {
		return found, nil
	}
	return nil, errors.New("no peer")
}

// The peer is nil where there was an error, and asserting its type panics: no round follows.
func inverted(ctx context.Context, r *ring, addresses []string) error {
	for _, address := range addresses {
		found, err := r.peerFor(address)
		if err != nil {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			if err = found.(pusher).Push(ctx, "a"); err != nil {
				continue
			}
			return nil
		}
	}
	return errors.New("no peer takes it")
}

// One that takes it ends the loop.
func right(ctx context.Context, r *ring, addresses []string) error {
	for _, address := range addresses {
		found, err := r.peerFor(address)
		if err == nil {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel() // want defer-in-loop hint low
			if err = found.(pusher).Push(ctx, "a"); err != nil {
				continue
			}
			return nil
		}
	}
	return errors.New("no peer takes it")
}

// It asks whether the peer can, and panics nowhere.
func asked(ctx context.Context, r *ring, addresses []string) {
	for _, address := range addresses {
		found, err := r.peerFor(address)
		if err != nil {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel() // want defer-in-loop warning high
			can, ok := found.(pusher)
			if ok {
				_ = can.Push(ctx, "a")
			}
		}
	}
}

// Another peer stands in for the one that was not found.
func replaced(ctx context.Context, r *ring, other peer, addresses []string) {
	for _, address := range addresses {
		found, err := r.peerFor(address)
		if err != nil {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel() // want defer-in-loop warning high
			found = other
			_ = found.(pusher).Push(ctx, "a")
		}
	}
}
