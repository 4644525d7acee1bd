// Package registry knows the programs in this binary by their names.
package registry

import "sync"

var known struct {
	sync.Mutex
	entries map[string]func()
	jobs    map[string]func()
	leaked  map[string]func()
}

// Add puts an entry under a name.
func Add(name string, entry func()) {
	known.Lock()
	defer known.Unlock()
	if known.entries == nil {
		known.entries = make(map[string]func())
	}
	if known.entries[name] != nil {
		panic(name)
	}
	known.entries[name] = entry
}

// Find gives the entry with a name.
func Find(name string) func() {
	known.Lock()
	defer known.Unlock()
	return known.entries[name]
}

// Names are those of the entries.
func Names() []string {
	names := make([]string, 0, len(known.entries))
	for name := range known.entries {
		names = append(names, name)
	}
	return names
}

// AddJob puts a job under a name.
func AddJob(name string, job func()) { known.jobs[name] = job }

// Run runs a job for as long as names come.
func Run(names <-chan string) {
	for name := range names {
		if job, ok := known.jobs[name]; ok {
			job()
		}
	}
}

// Lend puts a function under a name that everybody sees.
func Lend(name string, lent func()) { known.leaked[name] = lent }

// Lent gives all of them away.
func Lent() map[string]func() { return known.leaked }
