package main

import (
	"os"

	"example.com/unset/page"
)

func main() {
	p := page.New("metrics")
	p.Serve()
	p.ServeAdmin()
	if len(os.Args) > 1 {
		p.Open(os.Args[1])
	}
	p.ServeOpen()
	select {}
}
