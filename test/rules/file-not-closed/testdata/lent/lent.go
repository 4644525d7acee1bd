package lent

import (
	"bufio"
	"os"
	"os/exec"
)

// logged leaves the file open in this process: the child has a descriptor of its own.
func logged(path string) error {
	f, err := os.Create(path) // want file-not-closed
	if err != nil {
		return err
	}
	cmd := exec.Command("true")
	cmd.Stdout = f
	return cmd.Run()
}

func loggedAndClosed(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	cmd := exec.Command("true")
	cmd.Stdout = f
	cmd.Stderr = f
	return cmd.Run()
}

// prepared is run by somebody else, who needs the file open.
func prepared(path string) (*exec.Cmd, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("true")
	cmd.Stdout = f
	return cmd, nil
}

// copied is written to by a goroutine as long as the child runs.
func copied(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	cmd := exec.Command("true")
	cmd.Stdout = bufio.NewWriter(f)
	return cmd.Start()
}
