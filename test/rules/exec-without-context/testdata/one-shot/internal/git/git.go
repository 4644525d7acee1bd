// Package git runs git for a tool that a person waits for.
package git

import "os/exec"

type Runner struct{ folder string }

func (r *Runner) Fetch() error { return r.run("fetch", "-t", "origin") }

func (r *Runner) Push() error { return r.run("push", "origin") }

// Prune is not called yet.
func (r *Runner) Prune() error { return r.run("fetch", "--prune") }

func (r *Runner) run(args ...string) error {
	command := exec.Command("git", args...)
	command.Dir = r.folder
	return command.Run()
}
