package main

import (
	"errors"
	"log"
	"os"
)

type failure = error

func main() {
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// Whatever it is called, main ends the process for it.
func run(path string) failure {
	f, err := os.Open(path) // want file-not-closed hint low
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.New("unknown size")
	}
	println(info.Size())
	return f.Close()
}
