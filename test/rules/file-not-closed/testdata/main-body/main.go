package main

import (
	"io"
	"os"
)

func main() {
	f, err := os.Open(os.Args[1]) // want file-not-closed hint low
	if err != nil {
		os.Exit(1)
	}
	io.Copy(os.Stdout, f)
	for _, path := range os.Args[1:] {
		g, err := os.Open(path) // want file-not-closed warning high
		if err != nil {
			os.Exit(1)
		}
		io.Copy(os.Stdout, g)
	}
	if err := run(os.Args[1]); err != nil {
		os.Exit(1)
	}
}

func run(path string) error {
	f, err := os.Open(path) // want file-not-closed hint low
	if err != nil {
		return err
	}
	_, err = io.Copy(os.Stdout, f)
	return err
}
