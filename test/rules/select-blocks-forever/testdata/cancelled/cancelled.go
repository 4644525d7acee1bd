package cancelled

import (
	"log"

	"go.etcd.io/etcd/client/v3/concurrency"
)

type watcher struct {
	session *concurrency.Session
	changes chan string
}

func newWatcher(session *concurrency.Session) *watcher {
	return &watcher{session: session, changes: make(chan string)}
}

// The end of the session is the way to give up.
func (w *watcher) watch() {
	go func() {
		for {
			select { // want select-blocks-forever hint low
			case <-w.session.Done():
				log.Print("over")
				return
			}
		}
	}()
}

func (w *watcher) change(name string) { w.changes <- name }

func (w *watcher) next() string {
	select { // want select-blocks-forever info high
	case name := <-w.changes:
		return name
	}
}
