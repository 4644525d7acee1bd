package random

import (
	"context"
	"crypto/rand"
	"time"
)

func token(parent context.Context, run func(context.Context, []byte)) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute) // want context-cancel-lost warning high
	token := make([]byte, 16)
	if _, err := rand.Read(token); err != nil {
		return err
	}
	run(ctx, token)
	cancel()
	return nil
}
