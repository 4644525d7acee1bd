package workers

import (
	"log"
	"net"
	"net/http"
)

type Manager struct {
	reports chan string
	changes chan int
}

var manager = newManager()

func newManager() *Manager {
	m := &Manager{reports: make(chan string, 8), changes: make(chan int)}
	go m.loop()
	return m
}

// The worker of the one manager works as long as the process does.
func (m *Manager) loop() {
	for {
		select { // want select-blocks-forever hint low
		case report := <-m.reports:
			log.Print(report)
		}
	}
}

func Report(text string) {
	manager.reports <- text
}

// Whoever calls it stays in it; a failure ends the process.
func (m *Manager) Follow(names chan string) {
	for {
		select { // want select-blocks-forever hint low
		case name := <-names:
			if err := http.ListenAndServe(name, nil); err != nil {
				log.Fatal(err)
			}
		}
	}
}

// One message ends it, and may never come.
func (m *Manager) Wait() {
	for {
		select { // want select-blocks-forever info high
		case change := <-m.changes:
			if change < 0 {
				return
			}
			log.Print(change)
		}
	}
}

func Change(by int) {
	manager.changes <- by
}

// What sends waits for a receiver that may have gone.
func (m *Manager) Feed(out chan int) {
	for i := 0; ; i++ {
		select { // want select-blocks-forever info high
		case out <- i:
		}
	}
}

// Each connection leaves one behind.
func serve(l net.Listener, lines chan string) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go func() {
			for {
				select { // want select-blocks-forever info high
				case line := <-lines:
					_, _ = conn.Write([]byte(line))
				}
			}
		}()
	}
}

// Each request does.
func Handle(w http.ResponseWriter, r *http.Request, lines chan string) {
	go func() {
		for {
			select { // want select-blocks-forever info high
			case line := <-lines:
				log.Print(r.URL, line)
			}
		}
	}()
}
