package main

import (
	"bufio"
	"os"

	"example.com/fields/command"
)

func main() {
	for _, each := range command.All {
		if each.Name == os.Args[1] && each.Run != nil {
			if each.Accept != nil {
				listen(each)
			}
			if !each.Run(os.Args[2:]) {
				println("failed")
			}
			os.Exit(0)
		}
	}
}

func listen(to *command.Command) {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		to.Accept(lines.Text())
	}
}
