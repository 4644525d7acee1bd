package again

import (
	"context"
	"os/exec"
	"time"
)

type key struct{}

// The same variable takes what is made of it.
func named(parent context.Context, name string) error {
	ctx, _ := context.WithTimeout(parent, time.Minute) // want context-cancel-lost
	ctx = context.WithValue(ctx, key{}, name)
	return exec.CommandContext(ctx, name).Run()
}
