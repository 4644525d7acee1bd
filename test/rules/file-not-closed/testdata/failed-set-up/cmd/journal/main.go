package main

import (
	"fmt"
	"log"
	"os"

	"example.com/journal/journal"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	writer, err := journal.Start(os.Args[1])
	if err != nil {
		return fmt.Errorf("start: %w", err)
	}
	defer writer.Close()
	for _, path := range os.Args[2:] {
		joined, err := journal.Join(path)
		if err != nil {
			log.Print(err)
			continue
		}
		joined.Close()
		if _, err := journal.Peek(path); err != nil {
			return err
		}
	}
	select {}
}
