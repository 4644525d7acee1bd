package main

import (
	"bufio"
	"os"

	"example.com/tested/meter"
)

func main() {
	a := &meter.Agent{}
	a.Add(&meter.Meter{})
	a.Start()
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		a.Refresh()
	}
}
