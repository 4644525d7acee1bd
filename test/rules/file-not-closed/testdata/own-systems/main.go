package main

import (
	"log"
	"net/http"
	"os"

	"example.com/own/pages"
	"example.com/own/wiring"
)

func main() {
	parts := wiring.New()
	shop, err := pages.NewShop(parts.Bundled(), parts.Local())
	if err != nil {
		log.Fatal(err)
	}
	shop.Spare = http.Dir(".")
	for _, name := range os.Args[1:] {
		log.Print(shop.Has(name), shop.HasLocal(name), shop.HasSpare(name))
		if err := pages.Print(parts.Bundled(), name); err != nil {
			log.Print(err)
		}
		if err := pages.Show(parts.Local(), name); err != nil {
			log.Print(err)
		}
	}
}
