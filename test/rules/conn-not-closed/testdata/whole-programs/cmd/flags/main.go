// A tool whose commands are types of their own.
package main

import (
	"net"
	"os"

	"github.com/jessevdk/go-flags"
)

type options struct {
	Greet greet `command:"greet" description:"greets"`
}

type greet struct{}

// Execute runs for the command of the field.
func (*greet) Execute(args []string) error {
	return write(args[0], "hello")
}

func write(address, text string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte(text))
	return err
}

type part struct{}

// Execute runs for a command that is added.
func (*part) Execute(args []string) error {
	conn, err := net.Dial("tcp", args[0]) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("bye"))
	return err
}

type plan struct{}

// Execute is that of no command: it runs for each address that comes.
func (*plan) Execute(args []string) error {
	conn, err := net.Dial("tcp", args[0]) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("plan"))
	return err
}

func main() {
	parser := flags.NewParser(&options{}, flags.Default)
	if _, err := parser.AddCommand("part", "parts", "", &part{}); err != nil {
		os.Exit(2)
	}
	if _, err := parser.Parse(); err != nil {
		os.Exit(1)
	}
	work(make(chan string), &plan{})
}

func work(addresses <-chan string, plan *plan) {
	for address := range addresses {
		_ = plan.Execute([]string{address})
	}
}
