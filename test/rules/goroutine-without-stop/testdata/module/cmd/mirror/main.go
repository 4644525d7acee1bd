package main

import (
	"os"

	"example.com/module/boot"
	"example.com/module/stats"
)

func main() {
	boot.Logging()
	stats.Ensure()
	commands := map[string]func(){"mirror": stats.Command, "bench": stats.Bench}
	if run, ok := commands[os.Args[1]]; ok {
		run()
	}
}
