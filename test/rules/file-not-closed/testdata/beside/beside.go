package beside

import (
	"fmt"
	"os"
)

// The value comes with what closes it.
func temporary() (*os.File, func()) {
	f, err := os.CreateTemp("", "x")
	if err != nil {
		panic(err)
	}
	return f, func() {
		f.Close()
		os.Remove(f.Name())
	}
}

func uses() {
	f, clean := temporary()
	defer clean()
	fmt.Println(f.Name())
}

// What comes with it only removes it.
func removable() (*os.File, func()) {
	f, err := os.CreateTemp("", "x")
	if err != nil {
		panic(err)
	}
	return f, func() { os.Remove(f.Name()) }
}

func usesRemovable() {
	f, remove := removable() // want file-not-closed warning high
	defer remove()
	fmt.Println(f.Name())
}
