package main

import (
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "tool"}
	root.AddCommand(show(), wrapped())
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}

// The command has no name in the function that runs for it.
func show() *cobra.Command {
	return &cobra.Command{
		Use: "show",
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := os.Open(args[0]) // want file-not-closed info high
			if err != nil {
				return err
			}
			fmt.Println(f.Name())
			return nil
		},
	}
}

type options struct{ path string }

// What the command runs is made of a method, wherever that happens.
func wrapped() *cobra.Command {
	o := &options{}
	return &cobra.Command{Use: "wrapped", RunE: withArguments(o.run)}
}

func withArguments(run func() error) func(cmd *cobra.Command, args []string) error {
	return func(*cobra.Command, []string) error { return run() }
}

func (o *options) run() error {
	f, err := os.Open(o.path) // want file-not-closed info high
	if err != nil {
		return err
	}
	fmt.Println(f.Name())
	return nil
}

// A guard of each value runs its function once for each.
type copied struct {
	once sync.Once
	path string
}

func (c *copied) Path() (string, error) {
	var err error
	c.once.Do(func() {
		f, failure := os.CreateTemp("", "copy") // want file-not-closed warning high
		if failure != nil {
			err = failure
			return
		}
		if _, failure = f.WriteString("x"); failure != nil {
			err = errors.New("copy")
			return
		}
		c.path = f.Name()
	})
	return c.path, err
}
