// Package e2e is there for tests: no program imports it.
package e2e

import "os/exec"

func Build(folder string) error {
	return exec.Command("make", "-C", folder).Run()
}
