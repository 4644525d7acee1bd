package main

import (
	_ "net/http/pprof"

	"example.com/verify/programs/commands"
)

func main() {
	commands.RunAPI()
}
