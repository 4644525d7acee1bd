package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

func main() {
	err := filepath.Walk(os.Args[1], func(path string, info fs.FileInfo, _ error) error {
		if err := probe(path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := hurried(path); err != nil {
			return err
		}
		if err := ask(path); err != nil {
			fmt.Println(err)
		}
		return nil
	})
	if err != nil {
		panic(err)
	}
}

// Time is up for one at most: main ends the process for it.
func probe(path string) error {
	done := make(chan bool)
	go func() {
		for try := 0; try < 3; try++ {
			if look(path) == nil {
				done <- true // want goroutine-leak-send low
				return
			}
		}
	}()
	select {
	case <-done:
		return nil
	case <-time.After(time.Second):
		return errors.New("time is up")
	}
}

// The callback goes on with the next file.
func ask(path string) error {
	done := make(chan bool)
	go func() {
		if look(path) == nil {
			done <- true // want goroutine-leak-send high
		}
	}()
	select {
	case <-done:
		return nil
	case <-time.After(time.Second):
		return errors.New("time is up")
	}
}

// It leaves without an error too.
func hurried(path string) error {
	done := make(chan bool)
	go func() {
		_ = look(path)
		done <- true // want goroutine-leak-send high
	}()
	select {
	case <-done:
		return nil
	case <-time.After(time.Minute):
		return errors.New("time is up")
	case <-time.After(time.Second):
		return nil
	}
}

func look(path string) error {
	res, err := http.Get("http://localhost/" + path)
	if err != nil {
		return err
	}
	return res.Body.Close()
}
