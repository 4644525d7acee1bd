package main

import (
	"log"
	"os"

	"example.com/notices/pages"
)

func main() {
	text, err := pages.Notice("http://example.com/notice")
	if err != nil {
		log.Fatal(err)
	}
	if _, err := os.Stdout.Write(text); err != nil {
		log.Print(err)
	}
}
