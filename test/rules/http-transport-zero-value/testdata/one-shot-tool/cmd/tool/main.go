package main

import (
	"os"

	"github.com/spf13/cobra"

	"example.com/tools/pkg/login"
)

func main() {
	root := &cobra.Command{Use: "tool"}
	root.AddCommand(login.NewCommand())
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}
