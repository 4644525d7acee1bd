package edge

import (
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"sync"
)

// Handler is what users of the server implement.
type Handler interface {
	Handle(message string) error
}

// HandlerFunc adapts a function.
type HandlerFunc func(message string) error

// Handle calls f.
func (f HandlerFunc) Handle(message string) error { return f(message) }

// Server has the handlers of its users.
type Server struct {
	mu       sync.Mutex
	handlers map[string]Handler
	hooks    []func(string)
	jobs     chan func()
	OnClose  func()
}

// Register adds a handler.
func (s *Server) Register(name string, handler Handler) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handlers[name] = handler
}

// OnMessage adds a hook.
func (s *Server) OnMessage(hook func(string)) { s.hooks = append(s.hooks, hook) }

// Submit has a worker run a job.
func (s *Server) Submit(job func()) { s.jobs <- job }

// Run serves each message in a goroutine.
func (s *Server) Run(messages <-chan string) {
	go s.work() // want goroutine-panic-unrecovered
	for message := range messages {
		go s.dispatch(message) // want goroutine-panic-unrecovered
		go func() {            // want goroutine-panic-unrecovered
			for _, hook := range s.hooks {
				hook(message)
			}
		}()
		go s.OnClose() // want goroutine-panic-unrecovered
	}
}

func (s *Server) work() {
	for job := range s.jobs {
		job()
	}
}

func (s *Server) dispatch(message string) {
	s.mu.Lock()
	handler := s.handlers[message]
	s.mu.Unlock()
	if handler != nil {
		_ = handler.Handle(message)
	}
}

// through two functions of the module
func accept(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() { // want goroutine-panic-unrecovered hint medium
			defer func() { _ = conn.Close() }()
			first(conn)
		}()
	}
}

func first(conn net.Conn) { second(conn) }

func second(conn net.Conn) {
	var fields map[string]any
	if json.NewDecoder(conn).Decode(&fields) != nil {
		return
	}
	fmt.Println(fields["nested"].(map[string]any)["key"])
}

// a lock that is not deferred stays locked, so that there is no fix
func counted(l net.Listener, lines chan string, mu *sync.Mutex, seen map[string]bool) {
	for {
		go func() { // want goroutine-panic-unrecovered
			text := <-lines
			mu.Lock()
			seen[strings.Fields(text)[0]] = true
			mu.Unlock()
		}()
		if _, err := l.Accept(); err != nil {
			return
		}
	}
}
