// Package meter is used by the program.
package meter

import (
	"sync/atomic"
	"time"
)

type Meter struct{ count atomic.Int64 }

func New() *Meter {
	m := &Meter{}
	go m.reset()
	return m
}

func (m *Meter) Count() int64 { return m.count.Add(1) }

func (m *Meter) reset() {
	for { // want goroutine-without-stop info high
		time.Sleep(time.Minute)
		m.count.Store(0)
	}
}
