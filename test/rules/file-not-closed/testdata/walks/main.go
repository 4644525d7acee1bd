// The error of the function that walks comes back from the walk.
package main

import (
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/http"
	"os"
	"path/filepath"
)

// Both who asks for it and what asks that end the process.
func concat(root string, out io.Writer) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		part, err := os.Open(path) // want file-not-closed low
		if err != nil {
			return err
		}
		if _, err := io.Copy(out, part); err != nil {
			return err
		}
		return part.Close()
	})
}

func bundle(root string) error {
	if err := concat(root, os.Stdout); err != nil {
		return fmt.Errorf("bundle %s: %w", root, err)
	}
	return nil
}

// One that a server asks for goes on after the error.
func measure(root string) (int64, error) {
	var total int64
	err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		part, err := os.Open(path) // want file-not-closed warning high
		if err != nil {
			return err
		}
		n, err := io.Copy(io.Discard, part)
		if err != nil {
			return err
		}
		total += n
		return part.Close()
	})
	return total, err
}

func main() {
	if err := bundle("parts"); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/size", func(w http.ResponseWriter, r *http.Request) {
		total, err := measure("parts")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprintln(w, total)
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
