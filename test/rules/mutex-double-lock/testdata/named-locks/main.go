package main

import "example.com/named-locks/store"

func main() {
	o := store.NewOpen()
	go o.Twice()
	o.Mu.Lock()
	o.Mu.Unlock()

	p := store.NewPromoted()
	go p.Twice()
	p.Lock()
	p.Unlock()

	q := store.NewQuiet()
	q.Mu.Lock()
	q.Mu.Unlock()
	go q.Twice()
}
