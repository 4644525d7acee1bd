// Package command shows a command that runs on when its caller has given up.
package command

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"
)

const (
	limit = 100 * time.Millisecond
	wait  = 10 * limit
	hangs = "PROOF_HANGS"
)

// TestMain is the program that hangs, where the test says so.
func TestMain(m *testing.M) {
	if os.Getenv(hangs) != "" {
		select {
		case <-time.After(time.Minute):
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// waits tells whether the caller of a command still waits long after its context has ended.
func waits(t *testing.T, command func(ctx context.Context, program string) *exec.Cmd) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := command(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), hangs+"=1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case <-done:
		return false
	case <-time.After(wait):
		if err := cmd.Process.Kill(); err != nil {
			t.Error(err)
		}
		<-done
		return true
	}
}

func TestCommandRunsOn(t *testing.T) {
	if !waits(t, func(_ context.Context, program string) *exec.Cmd { return exec.Command(program) }) {
		t.Error("it has ended")
	}
}

func TestCommandContextIsKilled(t *testing.T) {
	if waits(t, func(ctx context.Context, program string) *exec.Cmd { return exec.CommandContext(ctx, program) }) {
		t.Error("still waiting")
	}
}
