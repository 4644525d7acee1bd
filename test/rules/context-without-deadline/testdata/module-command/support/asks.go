package support

import (
	"context"
	"os/exec"
	"testing"
)

// It only asks whether a test runs.
func Sync(path string) error {
	if testing.Testing() {
		return nil
	}
	return exec.CommandContext(context.Background(), "rsync", path, "backup:").Run() // want context-without-deadline warning high
}
