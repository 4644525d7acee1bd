package main

import (
	"errors"
	"io"
	"log"
	"net/http"
	"os"
)

type command struct {
	name string
	run  func(args []string) error
}

var table []*command

// register puts what a command does behind the check of its arguments.
func register(name string, work func(url string) error) {
	run := func(args []string) error {
		if len(args) != 1 {
			return errors.New("one URL, please")
		}
		return work(args[0])
	}
	table = append(table, &command{name: name, run: run})
}

func init() {
	register("show", func(url string) error {
		resp, err := http.Get(url) // want http-body-not-closed info low
		if err != nil {
			return err
		}
		if resp.StatusCode != http.StatusOK {
			return errors.New(resp.Status)
		}
		defer resp.Body.Close()
		_, err = io.Copy(os.Stdout, resp.Body)
		return err
	})
}

func main() {
	for _, each := range table {
		if each.name != os.Args[1] {
			continue
		}
		if err := each.run(os.Args[2:]); err != nil {
			log.Fatal(err)
		}
		os.Exit(0)
	}
}
