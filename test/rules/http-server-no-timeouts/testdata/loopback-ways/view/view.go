// Package view shows what there is to whoever sits here.
package view

import (
	"net"
	"net/http"
	"os"

	"google.golang.org/grpc/test/bufconn"
)

// Config says where.
type Config struct {
	Address string
}

// Defaults is what holds unless a flag says otherwise.
func Defaults() Config {
	return Config{Address: "127.0.0.1:8090"}
}

type starter interface {
	Start(address string) error
}

type transport struct {
	server *http.Server
}

func newTransport() starter {
	return &transport{
		server: &http.Server{Handler: http.NewServeMux()}, // want http-server-no-timeouts info low
	}
}

// Start serves at the address that the configuration gives.
func (t *transport) Start(address string) error {
	t.server.Addr = address
	return t.server.ListenAndServe()
}

// Show starts by the configuration.
func Show(config Config) error {
	if config.Address == "" {
		config.Address = Defaults().Address
	}
	return newTransport().Start(config.Address)
}

// Board keeps its listener until it runs.
type Board struct {
	listener net.Listener
	server   http.Server
}

// Listen gives the listener for a board.
func Listen() (net.Listener, error) {
	address := "127.0.0.1:7070"
	if custom := os.Getenv("BOARD"); custom != "" {
		address = custom
	}
	return net.Listen("tcp", address)
}

// NewBoard makes a board on a listener.
func NewBoard(listener net.Listener) *Board {
	return &Board{listener: listener}
}

// Run serves it.
func (b *Board) Run() error {
	b.server = http.Server{Handler: http.NewServeMux()} // want http-server-no-timeouts info low
	return b.server.Serve(b.listener)
}

// Inside serves code of this process only.
func Inside() (*bufconn.Listener, *http.Server) {
	listener := bufconn.Listen(1 << 20)
	server := &http.Server{Handler: http.NewServeMux()}
	go func() { _ = server.Serve(listener) }()
	return listener, server
}
