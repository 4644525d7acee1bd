package clean

import (
	"context"
	"os"
	"os/exec"
	"time"

	"github.com/spf13/cobra"
)

func with(ctx context.Context) error {
	return exec.CommandContext(ctx, "git", "gc").Run()
}

// It is killed by a timer.
func killed(ctx context.Context) error {
	cmd := exec.Command("git", "gc")
	timer := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer timer.Stop()
	return cmd.Run()
}

// Somebody else waits for it, or it is meant to stay.
func started(ctx context.Context) (*exec.Cmd, error) {
	cmd := exec.Command("daemon")
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return cmd, nil
}

func made(name string) *exec.Cmd {
	return exec.Command("git", name)
}

func handed(ctx context.Context, run func(*exec.Cmd) error) error {
	cmd := exec.Command("git", "gc")
	return run(cmd)
}

// A goroutine of its own runs it as long as it runs.
func supervised(ctx context.Context, done chan<- error) {
	go func() { done <- exec.Command("daemon").Run() }()
}

// A person at the terminal ends it.
func edit(ctx context.Context, file string) error {
	cmd := exec.Command("vi", file)
	cmd.Stdin = os.Stdin
	cmd.Stdout = os.Stdout
	return cmd.Run()
}

// They end by themselves.
func limited(ctx context.Context) error {
	if err := exec.Command("timeout", "30", "git", "gc").Run(); err != nil {
		return err
	}
	return exec.Command("curl", "--max-time", "5", "http://localhost/").Run()
}

// They print what the system knows.
func kernel(ctx context.Context) ([]byte, error) {
	if out, err := exec.Command("hostname", "-f").Output(); err == nil {
		return out, nil
	}
	if out, err := exec.Command("cat", "/proc/version").Output(); err == nil {
		return out, nil
	}
	if out, err := exec.Command("lsmod").Output(); err == nil {
		return out, nil
	}
	return exec.Command("/usr/bin/uname", "-r").Output()
}

// Cleaning up goes on whatever has become of the context.
func mounted(ctx context.Context, folder string) error {
	defer exec.Command("umount", folder).Run()
	return exec.CommandContext(ctx, "mount", folder).Run()
}

// A command of the program is waited for by whoever started it.
func command() *cobra.Command {
	return &cobra.Command{
		Use: "sync",
		RunE: func(cmd *cobra.Command, args []string) error {
			return exec.Command("git", "fetch").Run()
		},
	}
}

var head, _ = exec.Command("git", "rev-parse", "HEAD").Output()

// Not os/exec.
type runner struct{}

func (runner) Command(name string) runner { return runner{} }
func (runner) Run() error                 { return nil }

func other(ctx context.Context, r runner) error {
	return r.Command("git").Run()
}

// It ends with the files.
func compare(ctx context.Context, a, b string) ([]byte, error) {
	return exec.Command("diff", "-u", a, b).Output()
}

// The limit stands in the list that more is appended to.
func tested(ctx context.Context, name string) error {
	args := []string{"test", "-timeout", "10m", "./..."}
	if name != "" {
		args = append(args, "-run", name)
	}
	args = append(args, "-v")
	return exec.Command("go", args...).Run()
}
