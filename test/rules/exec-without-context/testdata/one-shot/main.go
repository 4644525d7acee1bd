// A tool that does one thing and ends.
package main

import (
	"fmt"
	"os"

	"example.com/oneshot/internal/git"
)

const usage = `To install it:

go get example.com/oneshot

oneshot release|fetch`

func main() {
	if len(os.Args) < 2 {
		fmt.Println(usage)
		return
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func run(command string) error {
	runner := git.Runner{}
	switch command {
	case "fetch":
		return runner.Fetch()
	case "release":
		return runner.Push()
	default:
		return fmt.Errorf("no command %s", command)
	}
}
