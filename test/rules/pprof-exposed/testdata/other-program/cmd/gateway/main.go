package main

import "example.com/verify/programs/commands"

func main() {
	commands.RunGateway()
}
