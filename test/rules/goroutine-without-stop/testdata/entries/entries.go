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

type clock struct{ text string }

func (c *clock) run(zone *time.Location) {
	for { // want goroutine-without-stop info low
		c.text = time.Now().In(zone).String()
		time.Sleep(time.Second)
	}
}

var clocks = map[string]*clock{}

// Clock leaves with the one that is there, and has one loop for each zone.
func Clock(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	zone := r.FormValue("zone")
	if c, ok := clocks[zone]; ok {
		w.Write([]byte(c.text))
		return
	}
	c := &clock{}
	clocks[zone] = c
	go c.run(time.UTC)
}

type guest struct{ seen int }

func (g *guest) count() {
	for { // want goroutine-without-stop warning high
		g.seen++
		time.Sleep(time.Second)
	}
}

var (
	banned = map[string]bool{}
	guests []*guest
)

// Greet looks for something else: each guest that comes again has one more loop.
func Greet(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	if _, ok := banned[r.RemoteAddr]; ok {
		return
	}
	g := &guest{}
	guests = append(guests, g)
	go g.count()
}

type gauge struct{ value int }

func (g *gauge) refresh() {
	for { // want goroutine-without-stop info low
		g.value++
		time.Sleep(time.Second)
	}
}

var (
	gauges  sync.Map
	making  sync.Mutex
	dropped sync.Map
)

func alone(make func()) {
	making.Lock()
	defer making.Unlock()
	make()
}

// Gauge keeps what it has made for good, one for each name.
func Gauge(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if _, ok := gauges.Load(name); ok {
		return
	}
	alone(func() {
		g := &gauge{}
		go g.refresh()
		gauges.Store(name, g)
	})
}

type meter struct{ value int }

func (m *meter) refresh() {
	for { // want goroutine-without-stop warning high
		m.value++
		time.Sleep(time.Second)
	}
}

// Meter makes another one when the first has been dropped.
func Meter(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if _, ok := dropped.Load(name); ok {
		dropped.Delete(name)
		return
	}
	m := &meter{}
	go m.refresh()
	dropped.Store(name, m)
}
