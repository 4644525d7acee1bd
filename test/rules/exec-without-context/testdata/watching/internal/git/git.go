// Package git runs git for a service.
package git

import "os/exec"

type Runner struct{ folder string }

func (r *Runner) Fetch() error { return r.run("fetch", "-t", "origin") }

// Prune is not called yet.
func (r *Runner) Prune() error { return r.run("fetch", "--prune") }

func (r *Runner) run(args ...string) error {
	command := exec.Command("git", args...) // want exec-without-context info high
	command.Dir = r.folder
	return command.Run()
}
