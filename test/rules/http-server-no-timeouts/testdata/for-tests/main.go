package main

import (
	"log"

	"example.com/fortests/registered"
	"example.com/fortests/used"
)

func main() {
	used.Do()
	log.Fatal(registered.ServeRegistered(func(address string) { log.Println(address) }))
}
