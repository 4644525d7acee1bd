package main

import "time"

func main() {
	newClient("a").sendAll()
	newPair("a", "b").sendAll()
	newList([]string{"a"}).sendAll()
	g := &growing{names: []string{"a"}}
	g.names = append(g.names, "b")
	g.sendAll()
	sendMarked([]string{"a", "b"})
}

// client has one name.
type client struct{ names []string }

func newClient(name string) *client { return &client{names: []string{name}} }

func (c *client) sendAll() {
	for i := range c.names {
		c.send(c.names[i])
	}
}

func (c *client) send(name string) {
	sent := make(chan string)
	go func() { sent <- name }() // want goroutine-leak-send low
	select {
	case <-sent:
	case <-time.After(time.Second):
	}
}

// pair has two.
type pair struct{ names []string }

func newPair(first, second string) *pair { return &pair{names: []string{first, second}} }

func (p *pair) sendAll() {
	for _, name := range p.names {
		p.send(name)
	}
}

func (p *pair) send(name string) {
	sent := make(chan string)
	go func() { sent <- name }() // want goroutine-leak-send high
	select {
	case <-sent:
	case <-time.After(time.Second):
	}
}

// list has as many as it is given, without naming the field.
type list struct{ names []string }

func newList(names []string) *list { return &list{names} }

func (l *list) sendAll() {
	for _, name := range l.names {
		l.send(name)
	}
}

func (l *list) send(name string) {
	sent := make(chan string)
	go func() { sent <- name }() // want goroutine-leak-send high
	select {
	case <-sent:
	case <-time.After(time.Second):
	}
}

// growing gets more later.
type growing struct{ names []string }

func (g *growing) sendAll() {
	for _, name := range g.names {
		g.send(name)
	}
}

func (g *growing) send(name string) {
	sent := make(chan string)
	go func() { sent <- name }() // want goroutine-leak-send high
	select {
	case <-sent:
	case <-time.After(time.Second):
	}
}

// A map that is written with nothing in it gets a name for each that is given.
func sendMarked(names []string) {
	marked := map[string]bool{}
	for _, name := range names {
		marked[name] = true
	}
	for name := range marked {
		sendOne(name)
	}
}

func sendOne(name string) {
	sent := make(chan string)
	go func() { sent <- name }() // want goroutine-leak-send high
	select {
	case <-sent:
	case <-time.After(time.Second):
	}
}
