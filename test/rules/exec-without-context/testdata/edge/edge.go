package edge

import (
	"context"
	"io"
	"os/exec"
	"strings"
)

// Every field is set here, and nobody else gets the command.
func filter(ctx context.Context, program string, text string, out io.Writer) error {
	cmd := exec.Command(program) // want exec-without-context warning high
	cmd.Env = append(cmd.Environ(), "LC_ALL=C")
	cmd.Stdin = strings.NewReader(text)
	cmd.Stdout = out
	if err := cmd.Run(); err != nil {
		return err
	}
	return nil
}

// A literal that is handed on may run later, without the context.
func later(ctx context.Context, do func(func() error)) {
	do(func() error {
		return exec.Command("git", "gc").Run() // want exec-without-context info medium
	})
}

// A round of a loop is given up as the whole is.
func each(ctx context.Context, folders []string) error {
	for _, folder := range folders {
		if err := exec.Command("git", "-C", folder, "fetch").Run(); err != nil { // want exec-without-context warning high
			return err
		}
	}
	return nil
}

// 0 is no limit.
func zero() error {
	return exec.Command("timeout", "0", "rsync", "a", "b").Run() // want exec-without-context info high
}

// The terminal gets what it prints, and it is asked nothing.
func inPlace(ctx context.Context) error {
	err := func() error {
		return exec.Command("sync-all").Run() // want exec-without-context warning high
	}()
	return err
}

// Where the context has ended another one is needed.
func cancelled(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "make")
	cmd.Cancel = func() error {
		return exec.Command("sudo", "kill", "1").Run() // want exec-without-context info high
	}
	context.AfterFunc(ctx, func() {
		_ = exec.Command("umount", "/mnt").Run() // want exec-without-context info high
	})
	return cmd.Run()
}

// Nobody gives up through a context that ends with this function: it is no better than none.
func beside(port string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	server := exec.CommandContext(ctx, "serve", port)
	if err := server.Start(); err != nil {
		return err
	}
	return exec.Command("curl", "http://localhost:"+port).Run() // want exec-without-context info high
}

// Somebody else can end it.
func besideStopped(port string, stops chan<- func()) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stops <- cancel
	server := exec.CommandContext(ctx, "serve", port)
	if err := server.Start(); err != nil {
		return err
	}
	return exec.Command("curl", "http://localhost:"+port).Run() // want exec-without-context warning high
}
