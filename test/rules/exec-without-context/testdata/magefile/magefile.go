//go:build mage

package main

import (
	"context"
	"os/exec"

	"github.com/magefile/mage/mg"
)

// Check is a target: it runs for whoever typed it.
func Check() error {
	mg.Deps(install)
	return exec.Command("git", "fetch").Run()
}

func install() error {
	return exec.Command("docker", "pull", "linter").Run()
}

type Test mg.Namespace

func (Test) Whole(ctx context.Context) error {
	return exec.Command("docker", "compose", "up", "--wait").Run()
}
