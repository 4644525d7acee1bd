package pages

import (
	"io"
	"io/fs"
	"os"
)

// Print gets what the program has bundled: there is nothing to close.
func Print(files fs.FS, name string) error {
	page, err := files.Open(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(os.Stdout, page)
	return err
}

// Show gets files of the operating system.
func Show(files fs.FS, name string) error {
	page, err := files.Open(name) // want file-not-closed
	if err != nil {
		return err
	}
	_, err = io.Copy(os.Stdout, page)
	return err
}
