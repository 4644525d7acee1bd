package main

import (
	"encoding/json"
	"log"
	"os"
	"time"
)

// Each of the files is overwritten once, and the process ends.
func main() {
	path := os.Args[1]
	f, err := os.Open(path) // want file-not-closed hint low
	if err != nil {
		log.Fatal(err)
	}
	var table map[string]any
	if err := json.NewDecoder(f).Decode(&table); err != nil {
		log.Fatal(err)
	}
	f, err = os.Create(path)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(f).Encode(table); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
	tidy(path)
	for {
		if err := renew(path); err != nil {
			log.Println(err)
		}
		time.Sleep(time.Minute)
	}
}

// Main calls it once.
func tidy(path string) {
	f, err := os.Open(path) // want file-not-closed hint low
	if err != nil {
		return
	}
	log.Println(f.Name())
	f, err = os.Open(path + ".old")
	if err != nil {
		return
	}
	defer f.Close()
	log.Println(f.Name())
}

// It is called again and again.
func renew(path string) error {
	f, err := os.Open(path) // want file-not-closed warning high
	if err != nil {
		return err
	}
	log.Println(f.Name())
	f, err = os.Create(path)
	if err != nil {
		return err
	}
	return f.Close()
}
