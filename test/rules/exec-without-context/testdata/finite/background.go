package finite

import (
	"fmt"
	"os/exec"
)

// The shell is over when it has started the agent, which keeps neither of its pipes.
func startAgent(folder string) error {
	script := fmt.Sprintf("%s/agent --quiet >/dev/null 2>&1 &", folder)
	return exec.Command("/bin/sh", "-c", script).Run()
}

// The wait for the output goes on as long as the agent may write to it.
func startLoudAgent(folder string) ([]byte, error) {
	script := fmt.Sprintf("%s/agent --quiet &", folder)
	return exec.Command("/bin/sh", "-c", script).CombinedOutput() // want exec-without-context info high
}

// The shell waits for the first of them.
func prepareAndStart(folder string) error {
	script := fmt.Sprintf("curl -sO %s && agent >/dev/null &", folder)
	return exec.Command("/bin/sh", "-c", script).Run() // want exec-without-context info high
}

// As little is seen of a program that is not a constant as where no shell runs it.
func generate(program, folder string) error {
	return exec.Command("/bin/sh", "-c", fmt.Sprintf("%s generate --config=%s", program, folder)).Run() // want exec-without-context hint low
}

func generateAll(program, line string) error {
	return exec.Command("/bin/sh", "-c", fmt.Sprintf("%s %s", program, line)).Run() // want exec-without-context info high
}
