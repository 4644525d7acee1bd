package run

import (
	"context"
	"os/exec"
)

func Collect(folder string) error {
	return exec.Command("git", "-C", folder, "fetch").Run() // want exec-without-context info high
}

// Nobody gives a context that ends.
func Clean(ctx context.Context, folder string) error {
	return exec.Command("git", "-C", folder, "gc").Run() // want exec-without-context info low
}

// One of the callers gives that of a request.
func Push(ctx context.Context, folder string) error {
	return exec.Command("git", "-C", folder, "push").Run() // want exec-without-context warning high
}
