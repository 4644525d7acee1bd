package main

import (
	"log"
	"os"
	"time"

	"example.com/notices/pages"
)

func main() {
	for range time.Tick(time.Minute) {
		text, err := pages.News("http://example.com/news")
		if err != nil {
			log.Print(err)
			continue
		}
		if _, err := os.Stdout.Write(text); err != nil {
			log.Print(err)
		}
	}
}
