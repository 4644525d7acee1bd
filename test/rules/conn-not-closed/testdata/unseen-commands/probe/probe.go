// Package probe configures commands of mow.cli.
package probe

import (
	"fmt"
	"net"
	"time"

	"github.com/jawher/mow.cli"
)

// Configure gives the command its code: whoever fails there ends the process soon.
func Configure(cmd *cli.Cmd) {
	address := cmd.StringArg("ADDRESS", "", "whom to ask")
	cmd.Action = func() {
		answer, err := ask(*address)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(answer)
	}
}

func ask(address string) (string, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return "", err
	}
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return "", err
	}
	answer := make([]byte, 64)
	n, err := conn.Read(answer)
	if err != nil {
		return "", err
	}
	return string(answer[:n]), conn.Close()
}

// Watch asks again and again.
func Watch(cmd *cli.Cmd) {
	address := cmd.StringArg("ADDRESS", "", "whom to ask")
	cmd.Action = func() {
		for {
			if err := look(*address); err != nil {
				fmt.Println(err)
			}
			time.Sleep(time.Second)
		}
	}
}

func look(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	if _, err := conn.Write([]byte("look")); err != nil {
		return err
	}
	return conn.Close()
}
