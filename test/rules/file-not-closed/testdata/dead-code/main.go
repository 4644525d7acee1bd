package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"

	"example.com/unused/shelves"
	"example.com/unused/store"
)

func main() {
	http.HandleFunc("/", answer)
	_ = http.ListenAndServe("localhost:8080", nil)
}

func answer(http.ResponseWriter, *http.Request) {
	fmt.Println(size("a"), store.Used("b"), (&store.Shelf{}).Count("c"))
	var reader store.Reader = &store.Desk{}
	fmt.Println(reader.Read("d"), store.Offer("d"))
	never := func(name string) {
		file, err := os.Open(name) // want file-not-closed info low
		if err == nil {
			fmt.Println(file.Name())
		}
	}
	_ = never
	sometimes := func(name string) {
		file, err := os.Open(name) // want file-not-closed warning high
		if err == nil {
			fmt.Println(file.Name())
		}
	}
	run(sometimes)
	fmt.Println(fs.ReadFile(shelves.New(), "f"))
}

func run(f func(string)) { f("e") }

func size(name string) string {
	file, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return ""
	}
	return file.Name()
}

// Nothing names it yet.
func forgotten(name string) string {
	return behind(name)
}

// Only what nothing calls calls it, and it itself: both may be being written.
func behind(name string) string {
	file, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return behind(name + ".old")
	}
	return file.Name()
}

// Its tests name it.
func tested(name string) string {
	file, err := os.Open(name) // want file-not-closed warning high
	if err != nil {
		return ""
	}
	return file.Name()
}
