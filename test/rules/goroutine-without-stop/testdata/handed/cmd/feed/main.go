package main

import (
	"bufio"
	"os"

	"example.com/handed/feed"
	"example.com/handed/run"
)

func main() {
	f := &feed.Feed{}
	f.Begin()
	run.Twice(func() {})
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		f.Serve()
	}
}
