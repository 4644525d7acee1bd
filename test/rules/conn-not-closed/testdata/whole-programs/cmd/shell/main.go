// A tool whose command is chosen by a switch and run by somebody who keeps it in a field.
package main

import (
	"errors"
	"fmt"
	"log"
	"net"
	"os"

	"example.com/whole/start"
)

// Job is what the tool does.
type Job func() error

// Runner tells what it runs.
type Runner struct{ Job Job }

// Run runs the job.
func (r *Runner) Run() (err error) {
	log.Print("begins")
	err = r.Job()
	return err
}

func main() {
	if err := told(run()); err != nil {
		log.Print(err)
		os.Exit(1)
	}
}

func run() error {
	conn, err := start.New(os.Getenv("ADDRESS"))
	if err != nil {
		return err
	}
	defer conn.Close()
	runner := Runner{Job: jobOf(os.Args[1])}
	return runner.Run()
}

// told says more of an error that it knows.
func told(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, os.ErrPermission) {
		return errors.New("try again as another user")
	}
	return err
}

func jobOf(name string) Job {
	return func() error { return execute(name) }
}

func execute(name string) error {
	switch name {
	case "greet":
		return greet(os.Args[2])
	default:
		return fmt.Errorf("no command %s", name)
	}
}

// greet runs once, for the command.
func greet(mode string) error {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed hint low
	if err != nil {
		return err
	}
	switch mode {
	case "loud":
		_, err = conn.Write([]byte("HELLO"))
	case "soft":
		_, err = conn.Write([]byte("hello"))
	default:
		return fmt.Errorf("no mode %s", mode)
	}
	_ = conn.Close()
	return err
}
