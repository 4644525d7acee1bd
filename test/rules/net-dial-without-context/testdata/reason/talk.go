package reason

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"

	"github.com/spf13/cobra"
)

type talk struct{ again bool }

func (t *talk) command() *cobra.Command {
	return &cobra.Command{Use: "talk", Run: t.run}
}

// Whoever types at the terminal ends it.
func (t *talk) run(_ *cobra.Command, args []string) {
	lines := bufio.NewScanner(os.Stdin)
	for {
		conn, err := dialFor(args[0])
		if err != nil || !lines.Scan() {
			return
		}
		fmt.Fprintln(conn, lines.Text())
		if !t.again {
			return
		}
	}
}

func dialFor(address string) (net.Conn, error) {
	return net.Dial("tcp", address) // want net-dial-without-context hint low
}

type agent struct{}

func (a *agent) command() *cobra.Command {
	return &cobra.Command{Use: "agent", Run: a.run}
}

// An agent that a command starts goes on.
func (a *agent) run(_ *cobra.Command, args []string) {
	for {
		conn, err := dialAgain(args[0])
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, conn)
	}
}

func dialAgain(address string) (net.Conn, error) {
	return net.Dial("tcp", address) // want net-dial-without-context info high
}
