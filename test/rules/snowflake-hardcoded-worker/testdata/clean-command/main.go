package main

import (
	"fmt"
	"log"

	"github.com/bwmarrin/snowflake"
)

// runs for whoever started it, and ends
func main() {
	node, err := snowflake.NewNode(1)
	if err != nil {
		log.Fatal(err)
	}
	for range 10 {
		fmt.Println(node.Generate())
	}
}
