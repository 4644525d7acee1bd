package signals

import (
	"os"
	"sync"
)

type watcher struct {
	signals chan os.Signal
	done    chan struct{}
	group   sync.WaitGroup
	last    os.Signal
}

func newWatcher(signals chan os.Signal) *watcher {
	w := &watcher{signals: signals, done: make(chan struct{})}
	w.group.Add(1)
	go w.watch()
	return w
}

// without a watcher there is no group
func (w *watcher) watch() {
	if w == nil {
		return
	}
	select {
	case w.last = <-w.signals:
	case <-w.done:
	}
	w.group.Done()
}

func (w *watcher) stop() {
	close(w.done)
	w.group.Wait()
}

type half struct {
	signals chan os.Signal
	group   sync.WaitGroup
}

func newHalf(signals chan os.Signal) *half {
	h := &half{signals: signals}
	h.group.Add(1)
	go h.watch()
	return h
}

// without signals there is a group all the same
func (h *half) watch() {
	if h.signals == nil {
		return
	}
	<-h.signals
	h.group.Done() // want waitgroup-never-done
}

func (h *half) stop() {
	close(h.signals)
	h.group.Wait()
}
