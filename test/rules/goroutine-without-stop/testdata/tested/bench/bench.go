// Package bench is there for the tests alone.
package bench

import "example.com/tested/meter"

type Bench struct{ agents []*meter.Agent }

func (b *Bench) RunAll() {
	a := &meter.Agent{}
	a.Start()
	b.agents = append(b.agents, a)
}
