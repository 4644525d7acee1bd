package engine

import (
	"io"
	"net"
	"net/http"
	"path"
)

// Call is what a handler gets.
type Call struct {
	w http.ResponseWriter
	r *http.Request
}

// Say answers with a text.
func (c *Call) Say(text string) {
	_, _ = io.WriteString(c.w, text)
}

// Engine runs handlers of its own form.
type Engine struct{ mux *http.ServeMux }

// New gives an engine without routes.
func New() *Engine { return &Engine{http.NewServeMux()} }

// On registers a handler.
func (e *Engine) On(pattern string, handle func(c *Call)) {
	e.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { handle(&Call{w, r}) })
}

// Serve runs until the listener is closed.
func (e *Engine) Serve(ln net.Listener) { _ = http.Serve(ln, e.mux) }

func at(ln net.Listener, where string) string {
	return "http://" + path.Join(ln.Addr().String(), where)
}
