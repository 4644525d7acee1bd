package main

import (
	"errors"
	"io"
	"log"
	"net/http"
	"os"
)

var errSkipped = errors.New("skipped")

func main() {
	for {
		settings()
		if err := keep("a"); errors.Is(err, errSkipped) {
			continue
		} else if err != nil {
			log.Fatal(err)
		}
		if err := tryOut("b"); err != nil {
			log.Print(err)
		}
		http.HandleFunc("/", handle)
	}
}

func settings() {
	if err := writeSettings("settings"); err != nil {
		panic(err)
	}
}

// Its caller panics for the error.
func writeSettings(path string) error {
	f, err := os.Create(path) // want file-not-closed info low
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, "a=1"); err != nil {
		return err
	}
	return f.Close()
}

// Its caller ends the process for every error but one that has a name.
func keep(path string) error {
	f, err := os.Create(path) // want file-not-closed info low
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, "b=1"); err != nil {
		return err
	}
	return f.Close()
}

// Its caller goes on.
func tryOut(path string) error {
	f, err := os.Create(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, "c=1"); err != nil {
		return err
	}
	return f.Close()
}

// The server stops the panic of a handler.
func handle(w http.ResponseWriter, r *http.Request) {
	if err := answer(r.URL.Path); err != nil {
		panic(err)
	}
}

func answer(path string) error {
	f, err := os.Create(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, "d=1"); err != nil {
		return err
	}
	return f.Close()
}
