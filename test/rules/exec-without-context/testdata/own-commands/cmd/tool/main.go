// A program with a command that serves and one that does its work and ends.
package main

import (
	"net/http"
	"os"
	"os/signal"

	"example.com/owncommands/deploy"
	"example.com/owncommands/generate"
	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "tool"}
	root.AddCommand(
		&cobra.Command{Use: "generate", RunE: func(cmd *cobra.Command, args []string) error {
			return generate.All(args)
		}},
		&cobra.Command{Use: "serve", RunE: func(cmd *cobra.Command, args []string) error {
			stop := make(chan os.Signal, 1)
			signal.Notify(stop, os.Interrupt)
			go http.ListenAndServe(":8080", deploy.Handler())
			<-stop
			return deploy.Stop()
		}},
	)
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}
