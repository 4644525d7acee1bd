package certs

import (
	"fmt"
	"log"
	"os"
	"testing"
)

func init() {
	if err := writePair("testdata"); err != nil {
		log.Fatal(err)
	}
}

// Every call of it ends the process where it fails.
func writePair(folder string) error {
	file, err := os.Create(folder + "/pair.pem")
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(file, "pair"); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return file.Close()
}

func writeOne(folder string) error {
	file, err := os.Create(folder + "/one.pem") // want file-not-closed
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(file, "one"); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return file.Close()
}

func TestOne(t *testing.T) {
	if err := writeOne(t.TempDir()); err != nil {
		t.Fatal(err)
	}
}
