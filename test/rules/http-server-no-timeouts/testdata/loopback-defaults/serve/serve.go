package serve

import (
	"log"
	"net"
	"net/http"

	"example.com/verify/defaults/options"
)

// View listens on this machine unless the flag says otherwise.
func View(opts options.Serve) {
	log.Fatal(http.ListenAndServe(opts.View, http.NewServeMux())) // want http-server-no-timeouts info low
}

// Public is open to everybody by its flag.
func Public(opts options.Serve) {
	log.Fatal(http.ListenAndServe(opts.Public, http.NewServeMux())) // want http-server-no-timeouts warning high
}

// Setting gets a setting of a configuration, which is no flag.
func Setting(opts options.Serve) {
	log.Fatal(http.ListenAndServe(opts.Setting, http.NewServeMux())) // want http-server-no-timeouts warning high
}

type accepting struct{ net.Listener }

// List shows what there is.
type List struct {
	listener net.Listener
	server   *http.Server
}

// NewList makes a list on a listener.
func NewList(listener net.Listener) *List {
	list := &List{listener: listener}
	list.server = &http.Server{Handler: http.NewServeMux()} // want http-server-no-timeouts info low
	return list
}

// Run serves the list.
func (l *List) Run() error {
	return l.server.Serve(accepting{l.listener})
}
