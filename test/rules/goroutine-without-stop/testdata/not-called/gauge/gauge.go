// Package gauge is used by nobody any more.
package gauge

import (
	"fmt"
	"time"
)

type Gauge struct{ Value int }

func NewGauge() *Gauge {
	g := &Gauge{}
	go g.print()
	return g
}

func (g *Gauge) print() {
	for { // want goroutine-without-stop hint low
		time.Sleep(time.Minute)
		fmt.Println(g.Value)
	}
}
