// Package limits runs commands, some of which end by themselves.
package limits

import (
	"context"
	"os/exec"
)

func limited(timeout, file string) error {
	ctx := context.Background()
	cmd := exec.CommandContext(ctx, "go", "test", "-v", "-tags", "e2e", "-timeout", timeout, file)
	if err := cmd.Run(); err != nil {
		return err
	}
	if err := exec.CommandContext(ctx, "go", "test", "-timeout=5m", file).Run(); err != nil {
		return err
	}
	if err := exec.CommandContext(ctx, "/usr/bin/timeout", "-k", "5", "30", "sync").Run(); err != nil {
		return err
	}
	if err := exec.CommandContext(ctx, "curl", "-m5", file).Run(); err != nil {
		return err
	}
	args := []string{"-sS", "--max-time", "10", file}
	if err := exec.CommandContext(ctx, "curl", args...).Run(); err != nil {
		return err
	}
	_, err := exec.CommandContext(ctx, "kubectl", "get", "pods", "--request-timeout="+timeout).Output()
	return err
}

func unlimited(file string, more []string) error {
	ctx := context.Background()
	if err := exec.CommandContext(ctx, "go", "test", "-timeout", "0", file).Run(); err != nil { // want context-without-deadline
		return err
	}
	if err := exec.CommandContext(ctx, "go", "build", "-o", file).Run(); err != nil { // want context-without-deadline
		return err
	}
	if err := exec.CommandContext(ctx, "timeout", "0", "sync").Run(); err != nil { // want context-without-deadline
		return err
	}
	if err := exec.CommandContext(ctx, "curl", "--retry-max-time", "5", file).Run(); err != nil { // want context-without-deadline
		return err
	}
	if err := exec.CommandContext(ctx, "curl", more...).Run(); err != nil { // want context-without-deadline
		return err
	}
	// the option belongs to another program
	_, err := exec.CommandContext(ctx, "rsync", "-m", file).Output() // want context-without-deadline
	return err
}

// A program that is asked what it is says so and ends.
func version(program string) ([]byte, error) {
	asked := "--version"
	return exec.CommandContext(context.Background(), program, asked).Output()
}

func versionOf(program, name string) ([]byte, error) {
	return exec.CommandContext(context.Background(), program, "--version", name).Output() // want context-without-deadline
}
