package main

import (
	"net"
	"os"
	"reflect"
	"time"

	"github.com/spf13/cobra"

	"example.com/tool/probe"
)

var _ = []any{probe.Configure, probe.Watch}

type run func(address string) error

// What a command is made of here is not followed: it goes through an empty interface.
func command(name string, code any) *cobra.Command {
	made := &cobra.Command{Use: name}
	if reflect.ValueOf(code).IsNil() {
		return made
	}
	made.Run = func(_ *cobra.Command, args []string) {
		if code, ok := code.(run); ok && code(args[0]) != nil {
			os.Exit(1)
		}
	}
	return made
}

func asked(name string, code run) *cobra.Command { return command(name, code) }

func main() {
	root := &cobra.Command{Use: "tool"}
	root.AddCommand(asked("greet", greet), asked("leave", leave), &cobra.Command{Use: "hold", RunE: hold})
	if root.Execute() != nil {
		os.Exit(1)
	}
}

func greet(address string) error { return say(address, "hello") }

func leave(address string) error { return say(address, "bye") }

// Only functions that commands are made of come here, and give up for its error.
func say(address, word string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	if _, err := conn.Write([]byte(word)); err != nil {
		return err
	}
	return conn.Close()
}

func hold(_ *cobra.Command, args []string) error {
	for {
		if err := knock(args[0]); err != nil {
			time.Sleep(time.Second)
		}
	}
}

// This one is called again for as long as the process runs.
func knock(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	if _, err := conn.Write([]byte("knock")); err != nil {
		return err
	}
	return conn.Close()
}
