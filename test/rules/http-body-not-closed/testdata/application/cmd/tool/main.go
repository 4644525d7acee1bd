package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"example.com/application/pkg/archive"
	"github.com/spf13/cobra"
)

type input struct{ args []string }

func wrapped(action func(input) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		return action(input{args: args})
	}
}

func main() {
	root := &cobra.Command{Use: "tool"}
	root.AddCommand(&cobra.Command{Use: "get", RunE: wrapped(get)})
	root.AddCommand(&cobra.Command{Use: "watch", RunE: wrapped(watch)})
	if err := root.Execute(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func get(in input) error {
	body, err := archive.Get(in.args[0])
	if err != nil {
		return fmt.Errorf("get: %w", err)
	}
	defer body.Close()
	_, err = io.Copy(os.Stdout, body)
	return err
}

func watch(in input) error {
	for {
		body, err := archive.Poll(in.args[0])
		if err == nil {
			body.Close()
		}
		time.Sleep(time.Minute)
	}
}
