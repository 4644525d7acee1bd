// Package plugin is for the programs of another module; New takes what the list names.
package plugin

import "time"

type Plugin struct{ beats int }

var makers = map[string]func() *Plugin{"beating": NewBeating}

func New(kind string) *Plugin { return makers[kind]() }

func NewBeating() *Plugin {
	p := &Plugin{}
	go p.beat()
	return p
}

func (p *Plugin) beat() {
	for { // want goroutine-without-stop info high
		time.Sleep(time.Minute)
		p.beats++
	}
}
