package main

import (
	"os"

	"example.com/module/boot"
	"example.com/module/stats"
)

func main() {
	boot.Logging()
	stats.Ensure()
	commands := map[string]func(){"mirror": stats.Command, "survey": stats.Survey}
	if run, ok := commands[os.Args[1]]; ok {
		run()
	}
	benches := map[string]func(){"bench": stats.Bench}
	for _, name := range os.Args[2:] {
		if run, ok := benches[name]; ok {
			run()
		}
	}
}
