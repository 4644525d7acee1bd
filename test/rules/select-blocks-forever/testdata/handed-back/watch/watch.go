// Package watch waits for events.
package watch

import (
	"sync/atomic"

	"example.com/handed/events"
)

type Watch struct {
	source  *events.Source
	events  events.Listener
	isOpen  atomic.Bool
	history []string
}

func (w *Watch) Start(source *events.Source) {
	w.source = source
	w.events = source.Add()
	w.isOpen.Store(true)
	go w.run()
}

// Stop hands the channel back, where it is closed.
func (w *Watch) Stop() {
	w.isOpen.Store(false)
	w.source.Remove(w.events)
}

func (w *Watch) run() {
	for w.isOpen.Load() {
		select {
		case event := <-w.events:
			w.history = append(w.history, event)
		}
	}
}

type Tail struct {
	source *events.Source
	lines  events.Listener
	isOpen atomic.Bool
	last   string
}

func (t *Tail) Start(source *events.Source) {
	t.source = source
	t.lines = source.Add()
	t.isOpen.Store(true)
	go t.run()
}

// Stop hands it to what leaves it open.
func (t *Tail) Stop() {
	t.isOpen.Store(false)
	t.source.Forget(t.lines)
}

func (t *Tail) run() {
	for t.isOpen.Load() {
		select { // want select-blocks-forever info high
		case line := <-t.lines:
			t.last = line
		}
	}
}
