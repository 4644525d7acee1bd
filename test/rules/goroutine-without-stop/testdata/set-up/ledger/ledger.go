// Package ledger gives a ledger to everybody who asks.
package ledger

import (
	"os"
	"time"
)

type Ledger struct {
	folder string
}

func (l *Ledger) Open() {
	go l.sweep()
}

func (l *Ledger) sweep() {
	for { // want goroutine-without-stop info high
		_ = os.Remove(l.folder)
		time.Sleep(time.Hour)
	}
}

var last *Ledger

// New replaces what is kept, whatever that was.
func New(folder string) *Ledger {
	last := &Ledger{folder: folder}
	return last
}

func Last() *Ledger { return last }
