package queue

import (
	"context"
	"fmt"
	"os"
)

type Queue struct {
	ctx    context.Context
	cancel context.CancelFunc
	folder string
}

// The module opens one, and ends when it cannot.
func Open(parent context.Context) (*Queue, error) {
	ctx, cancel := context.WithCancel(parent)
	folder, err := os.MkdirTemp("", "queue")
	if err != nil {
		return nil, Failed("folder", err)
	}
	return &Queue{ctx: ctx, cancel: cancel, folder: folder}, nil
}

func Failed(what string, err error) error {
	return fmt.Errorf("%s: %w", what, err)
}

func (q *Queue) Close() { q.cancel() }

// What it gives back to a handler ends nothing.
func Use(parent context.Context, q *Queue) error {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost
	if err := os.WriteFile(q.folder+"/used", nil, 0o600); err != nil {
		return err
	}
	go func() {
		defer cancel()
		<-ctx.Done()
	}()
	return nil
}
