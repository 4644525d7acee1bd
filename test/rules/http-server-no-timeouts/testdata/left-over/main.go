package main

import (
	"log"

	"example.com/leftover/used"
)

func main() {
	log.Fatal(used.Serve(":8080"))
}
