// Package entries starts a loop for each entry of a list or map.
package entries

import (
	"net/http"
	"sync"
	"time"
)

type probe struct {
	host string
	ok   bool
}

func (p *probe) watch() {
	for { // want goroutine-without-stop info low
		p.ok = !p.ok
		time.Sleep(time.Minute)
	}
}

var (
	mu     sync.Mutex
	probes = map[string]*probe{}
)

// Watch has one loop for each host it has ever been asked for.
func Watch(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	host := r.FormValue("host")
	if _, ok := probes[host]; !ok {
		p := &probe{host: host}
		probes[host] = p
		go p.watch()
	}
}

type visit struct{ host string }

func (v *visit) age() {
	for { // want goroutine-without-stop warning high
		v.host += "."
		time.Sleep(time.Minute)
	}
}

var visits = map[string]*visit{}

// Visit starts another loop for a host that has been forgotten.
func Visit(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	host := r.FormValue("host")
	if _, ok := visits[host]; !ok {
		v := &visit{host: host}
		visits[host] = v
		go v.age()
	}
}

// Forget leaves the loop behind.
func Forget(host string) {
	mu.Lock()
	defer mu.Unlock()
	delete(visits, host)
}

type entry struct{ name string }

var list []*entry

func find(name string) *entry {
	for _, each := range list {
		if each.name == name {
			return each
		}
	}
	return nil
}

func (e *entry) tick() {
	for { // want goroutine-without-stop info low
		e.name += "."
		time.Sleep(time.Minute)
	}
}

// Add looks for the entry first.
func Add(w http.ResponseWriter, r *http.Request) {
	e := find(r.FormValue("name"))
	isNew := e == nil
	if isNew {
		e = &entry{name: r.FormValue("name")}
	}
	if isNew {
		list = append(list, e)
		go e.tick()
	}
}

type note struct{ text string }

var notes []*note

func (n *note) fade() {
	for { // want goroutine-without-stop warning high
		n.text += "."
		time.Sleep(time.Minute)
	}
}

// Note asks for something else.
func Note(w http.ResponseWriter, r *http.Request) {
	if text := r.FormValue("text"); text != "" {
		n := &note{text: text}
		notes = append(notes, n)
		go n.fade()
	}
}
