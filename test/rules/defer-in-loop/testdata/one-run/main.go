package main

import (
	"fmt"
	"net/http"
	"os"
	"testing"
)

func main() {
	if err := all(os.Args[1:]); err != nil {
		fmt.Println(err)
	}
	for {
		each(os.Args)
	}
}

// Called once by main, over a list.
func all(urls []string) error {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		defer resp.Body.Close() // want defer-in-loop hint low
		fmt.Println(resp.Status)
	}
	for next := ""; next != "end"; next = fmt.Sprint(next) {
		f, err := os.Open(next)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
		fmt.Println(f.Name())
	}
	return nil
}

// Called in a loop.
func each(names []string) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer f.Close() // want defer-in-loop warning high
		fmt.Println(f.Name())
	}
}

// Only tests have a test to give.
func helper(t *testing.T) {
	for i := 0; i < 20; i++ {
		f, err := os.Open("a")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
	}
}
