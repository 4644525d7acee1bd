package main

import (
	"context"
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/net/http2"
)

// Either limit ends a header that does not end.
func limited(mux *http.ServeMux) {
	header := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	whole := &http.Server{Addr: ":8081", Handler: mux, ReadTimeout: time.Minute}
	go func() { log.Print(whole.ListenAndServe()) }()
	log.Fatal(header.ListenAndServe())
}

// The limit is set later.
func later(mux *http.ServeMux) error {
	srv := &http.Server{Addr: ":8080", Handler: mux}
	srv.ReadHeaderTimeout = 5 * time.Second
	return srv.ListenAndServe()
}

func harden(srv *http.Server) { srv.ReadTimeout = time.Minute }

// The limit is set by a helper.
func hardened(mux *http.ServeMux) error {
	srv := &http.Server{Addr: ":8080", Handler: mux}
	harden(srv)
	return srv.ListenAndServe()
}

type option func(*http.Server)

func withReadTimeout(d time.Duration) option {
	return func(srv *http.Server) { srv.ReadTimeout = d }
}

// The limit is set by an option.
func optional(mux *http.ServeMux, options ...option) error {
	srv := &http.Server{Addr: ":8080", Handler: mux}
	for _, each := range options {
		each(srv)
	}
	return srv.ListenAndServe()
}

// Whoever runs it decides.
func configured(mux *http.ServeMux) error {
	limit := flag.Duration("read-timeout", 0, "limit of a request")
	flag.Parse()
	srv := &http.Server{Addr: ":8080", Handler: mux, ReadTimeout: *limit}
	return srv.ListenAndServe()
}

// A negative limit is a decision.
func never(mux *http.ServeMux) error {
	srv := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: -1}
	return srv.ListenAndServe()
}

// Only this machine can connect.
func loopback(mux *http.ServeMux, port int) {
	go func() { log.Print(http.ListenAndServe("localhost:6060", nil)) }()
	go func() { log.Print(http.ListenAndServe("127.0.0.1:6061", mux)) }()
	go func() { log.Print(http.ListenAndServe("[::1]:6062", mux)) }()
	go func() { log.Print(http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", port), mux)) }()
	go func() { log.Print(http.ListenAndServe(net.JoinHostPort("localhost", "6063"), mux)) }()
	srv := &http.Server{Addr: "localhost:8080", Handler: mux}
	log.Fatal(srv.ListenAndServe())
}

func callback(mux *http.ServeMux) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: mux}
	return srv.Serve(l)
}

func socket(mux *http.ServeMux, config *tls.Config) error {
	l, err := net.Listen("unix", "/run/app.sock")
	if err != nil {
		return err
	}
	return http.Serve(tls.NewListener(l, config), mux)
}

// The default of the flag is this machine.
func flagged(mux *http.ServeMux) error {
	addr := flag.String("debug", "localhost:6060", "debug address")
	flag.Parse()
	return http.ListenAndServe(*addr, mux)
}

var address string

func flaggedVariable(mux *http.ServeMux) error {
	flag.StringVar(&address, "debug-addr", "127.0.0.1:6060", "debug address")
	flag.Parse()
	return http.ListenAndServe(address, mux)
}

// It never listens: its fields serve one connection.
func connection(c net.Conn, mux *http.ServeMux) {
	srv := &http2.Server{}
	srv.ServeConn(c, &http2.ServeConnOpts{BaseConfig: &http.Server{Handler: mux}})
}

func testServer(mux *http.ServeMux) *httptest.Server {
	return &httptest.Server{Config: &http.Server{Handler: mux}}
}

type config struct {
	Addr   string `yaml:"addr"`
	Socket string `yaml:"socket"`
}

type source struct {
	config config
	server *http.Server
}

// What nobody configures is this machine.
func (s *source) configure(mux *http.ServeMux) {
	if s.config.Addr == "" && s.config.Socket == "" {
		s.config.Addr = "127.0.0.1:7422"
	}
	s.server = &http.Server{Addr: s.config.Addr, Handler: mux}
}

func (s *source) serve() error {
	run := func(l net.Listener) error { return s.server.Serve(l) }
	l, err := net.Listen("tcp", s.config.Addr)
	if err != nil {
		return err
	}
	return run(l)
}

type bind struct{ addr *netip.Addr }

func (b bind) or(fallback netip.Addr) netip.Addr {
	if b.addr == nil {
		return fallback
	}
	return *b.addr
}

func within[T any](inside func() (T, error)) (T, error) { return inside() }

// A helper makes the listener, on this machine where nothing else is said.
func (b bind) listen(ctx context.Context, port uint16) (net.Listener, error) {
	addr := netip.AddrPortFrom(b.or(netip.AddrFrom4([4]byte{127, 0, 0, 1})), port)
	var config net.ListenConfig
	l, err := within(func() (net.Listener, error) {
		return config.Listen(ctx, "tcp", addr.String())
	})
	if err != nil {
		return nil, err
	}
	return l, nil
}

func helped(ctx context.Context, mux *http.ServeMux, config *tls.Config) error {
	l, err := bind{}.listen(ctx, 8080)
	if err != nil {
		return err
	}
	if config != nil {
		l = tls.NewListener(l, config)
	}
	srv := &http.Server{Handler: mux}
	return srv.Serve(l)
}

type oneConnection struct {
	conn net.Conn
	once sync.Once
}

func (l *oneConnection) Accept() (net.Conn, error) {
	err := io.EOF
	l.once.Do(func() { err = nil })
	return l.conn, err
}

func (l *oneConnection) Addr() net.Addr { return l.conn.LocalAddr() }

func (l *oneConnection) Close() error { return nil }

func serving(c net.Conn) net.Listener { return &oneConnection{conn: c} }

// The one connection that it serves has a deadline.
func single(ctx context.Context, c net.Conn, mux *http.ServeMux, config *tls.Config) error {
	stop := context.AfterFunc(ctx, func() { _ = c.SetDeadline(time.Now()) })
	defer stop()
	secured := tls.Server(c, config)
	srv := &http.Server{Handler: mux}
	return srv.Serve(serving(secured))
}

func framework() error { return gin.New().Run("localhost:8080") }

func main() {
	mux := http.NewServeMux()
	limited(mux)
	loopback(mux, 6064)
	connection(nil, mux)
	log.Print(later(mux), hardened(mux), optional(mux, withReadTimeout(time.Minute)), configured(mux), never(mux))
	s := &source{}
	s.configure(mux)
	ctx := context.Background()
	log.Print(s.serve(), helped(ctx, mux, nil), single(ctx, nil, mux, nil))
	log.Print(callback(mux), socket(mux, nil), flagged(mux), flaggedVariable(mux), testServer(mux), framework())
}

type helper struct {
	server   *http.Server
	listener net.Listener
}

// The listener in the field is on this machine, on whichever port is free.
func makeHelper(mux *http.ServeMux) (h *helper, err error) {
	h = &helper{}
	h.server = &http.Server{Handler: mux}
	h.listener, err = net.Listen("tcp", "localhost:")
	if err != nil {
		return nil, err
	}
	go h.server.Serve(h.listener)
	return h, nil
}
