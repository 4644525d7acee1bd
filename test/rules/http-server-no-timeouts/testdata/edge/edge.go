package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/net/http2"
)

type app struct {
	server *http.Server
	admin  http.Server
}

// The literal is stored, and served by a method.
func newApp(mux *http.ServeMux) *app {
	return &app{server: &http.Server{Addr: ":8080", Handler: mux}} // want http-server-no-timeouts
}

func (a *app) run() error {
	// a limit on writing does not end a header that never ends
	a.server.WriteTimeout = time.Minute
	return a.server.ListenAndServe()
}

// No literal says anything about it.
func (a *app) runAdmin(mux *http.ServeMux) error {
	a.admin.Handler = mux
	return a.admin.ListenAndServe() // want http-server-no-timeouts
}

func declared(mux *http.ServeMux) error {
	var srv http.Server // want http-server-no-timeouts
	srv.Addr = ":8080"
	srv.Handler = mux
	return srv.ListenAndServe()
}

func made(mux *http.ServeMux) error {
	srv := new(http.Server) // want http-server-no-timeouts
	srv.Handler = mux
	return srv.ListenAndServe()
}

// Zero is no limit.
func zero(mux *http.ServeMux) error {
	srv := &http.Server{ // want http-server-no-timeouts
		Addr:              ":8080",
		Handler:           mux,
		ReadHeaderTimeout: 0,
	}
	return srv.ListenAndServe()
}

// An idle limit does not count while a header is read.
func idle(mux *http.ServeMux) error {
	srv := &http.Server{Addr: ":8080", Handler: mux, IdleTimeout: time.Minute} // want http-server-no-timeouts
	return srv.ListenAndServe()
}

// A value that starts elsewhere through a method value.
func methodValue(mux *http.ServeMux, start func(func() error)) {
	srv := &http.Server{Addr: ":8080", Handler: mux} // want http-server-no-timeouts
	start(srv.ListenAndServe)
}

// HTTP/2 is added to it; that sets no limit.
func h2(mux *http.ServeMux) error {
	srv := &http.Server{Addr: ":8080", Handler: mux} // want http-server-no-timeouts
	if err := http2.ConfigureServer(srv, nil); err != nil {
		return err
	}
	return srv.ListenAndServe()
}

// Who made the listener is not known: the confidence is lower.
func given(l net.Listener, mux *http.ServeMux) error {
	return http.Serve(l, mux) // want http-server-no-timeouts
}

// The default of the flag is every interface.
func flagged(mux *http.ServeMux) error {
	addr := flag.String("addr", ":8080", "listen address")
	flag.Parse()
	return http.ListenAndServe(*addr, mux) // want http-server-no-timeouts
}

func port(mux *http.ServeMux) error {
	return http.ListenAndServe(fmt.Sprintf(":%s", os.Getenv("PORT")), mux) // want http-server-no-timeouts
}

// A file or a network: the network counts.
func either(path string, mux *http.ServeMux) error {
	var l net.Listener
	var err error
	if path != "" {
		l, err = net.Listen("unix", path)
	} else {
		l, err = net.Listen("tcp", ":8080")
	}
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: mux} // want http-server-no-timeouts
	return srv.Serve(l)
}

type config struct{ Addr string }

// What nobody configures is every interface.
func configured(c *config, mux *http.ServeMux) error {
	if c.Addr == "" {
		c.Addr = ":8080"
	}
	return http.ListenAndServe(c.Addr, mux) // want http-server-no-timeouts
}

// A deadline of the listener ends Accept, not a connection.
func acceptsUntil(l *net.TCPListener, mux *http.ServeMux) error {
	if err := l.SetDeadline(time.Now().Add(time.Hour)); err != nil {
		return err
	}
	return http.Serve(tls.NewListener(l, nil), mux) // want http-server-no-timeouts
}

func framework() error {
	r := gin.New()
	return r.Run(":8080") // want http-server-no-timeouts
}

func frameworkDefault() error {
	return gin.Default().Run() // want http-server-no-timeouts
}

// What is handed in may set anything.
func withOptions(mux *http.ServeMux, options ...func(*http.Server)) error {
	srv := &http.Server{Addr: ":8080", Handler: mux} // want http-server-no-timeouts info low
	for _, option := range options {
		option(srv)
	}
	return srv.ListenAndServe()
}

func main() {
	mux := http.NewServeMux()
	a := newApp(mux)
	methodValue(mux, func(run func() error) { log.Print(run()) })
	log.Print(a.run(), a.runAdmin(mux), declared(mux), made(mux), zero(mux), idle(mux), h2(mux))
	log.Print(configured(&config{}, mux), acceptsUntil(nil, mux))
	log.Print(given(nil, mux), flagged(mux), port(mux), either("", mux), framework(), frameworkDefault(), withOptions(mux))
}
