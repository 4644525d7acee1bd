package main

import (
	"fmt"
	"log"
	"net"

	"example.com/verify/defaults/options"
	"example.com/verify/defaults/serve"
	"github.com/spf13/cobra"
)

const defaultView = "localhost:7070"

var defaultHost = "127.0.0.1"

var host string

func main() {
	command := &cobra.Command{Use: "view", RunE: run}
	addText(command, "view", defaultView, "VIEW")
	command.Flags().String("public", ":7071", "where everybody looks")
	command.PersistentFlags().StringVar(&host, "host", defaultHost, "where the list is shown")
	if err := command.Execute(); err != nil {
		log.Fatal(err)
	}
}

// The default may come of the environment.
func addText(command *cobra.Command, name, value, variable string) {
	command.Flags().String(name, value, "also read from "+variable)
}

func read(command *cobra.Command) (options.Serve, error) {
	view, err := command.Flags().GetString("view")
	if err != nil {
		return options.Serve{}, err
	}
	public, err := command.Flags().GetString("public")
	if err != nil {
		return options.Serve{}, err
	}
	return options.Serve{View: view, Public: public, Setting: "localhost:7072"}, nil
}

func run(command *cobra.Command, _ []string) error {
	opts, err := read(command)
	if err != nil {
		return err
	}
	go serve.View(opts)
	go serve.Public(opts)
	go serve.Setting(opts)
	listener, err := net.Listen("tcp", fmt.Sprintf("%s:%d", listHost(), 7073))
	if err != nil {
		return err
	}
	return serve.NewList(listener).Run()
}

func listHost() string { return host }
