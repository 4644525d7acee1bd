package main

import (
	"fmt"
	"os"
)

var changes = make(chan string)

func Notify(path string) { changes <- path }

// It works as long as the process lives, and nobody waits for main.
func main() {
	feed(changes)
	go watch(changes)
	for {
		select { // want select-blocks-forever hint low
		case path := <-changes:
			fmt.Println(path)
		}
	}
}

// A worker that main starts once lives as long as the process.
func watch(paths <-chan string) {
	for {
		select { // want select-blocks-forever hint low
		case path := <-paths:
			fmt.Println(path)
		}
	}
}

func feed(paths chan<- string) {
	for _, path := range os.Args {
		go func() { paths <- path }()
	}
}
