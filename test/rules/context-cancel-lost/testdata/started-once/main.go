package main

import (
	"os"

	"example.com/started/serve"
)

func main() {
	server := serve.New()
	go func() {
		for range server.Ticks() {
			server.Renew()
		}
	}()
	if err := server.Start(); err != nil {
		os.Exit(2)
	}
}
