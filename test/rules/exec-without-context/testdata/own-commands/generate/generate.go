package generate

import "os/exec"

// All is called by the command alone, in a loop over its arguments.
func All(names []string) error {
	for _, name := range names {
		if err := one(name); err != nil {
			return err
		}
	}
	return nil
}

func one(name string) error {
	return exec.Command("docker", "run", "--rm", "generator", name).Run() // want exec-without-context hint low
}
