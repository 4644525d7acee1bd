package main

import (
	"log"
	"os"

	"example.com/own/pages"
	"example.com/own/wiring"
)

func main() {
	parts := wiring.New()
	for _, name := range os.Args[1:] {
		if err := pages.Print(parts.Bundled(), name); err != nil {
			log.Print(err)
		}
		if err := pages.Show(parts.Local(), name); err != nil {
			log.Print(err)
		}
	}
}
