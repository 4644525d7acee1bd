// Package journal has one journal for the whole process, made by the first who asks for it.
package journal

import (
	"os"
	"time"
)

type Journal struct {
	folder string
}

// Only Default makes a journal that has a folder.
func (j *Journal) Open() {
	go j.sweep()
}

func (j *Journal) sweep() {
	for { // want goroutine-without-stop hint low
		_ = os.Remove(j.folder)
		time.Sleep(time.Hour)
	}
}

var shared *Journal

func Default() *Journal {
	if shared != nil {
		return shared
	}
	shared = newJournal()
	return shared
}

func newJournal() *Journal { return &Journal{folder: os.TempDir()} }
