package clean

import (
	"bufio"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"time"
)

var dialer = net.Dialer{Timeout: 5 * time.Second}

func with(ctx context.Context, address string) (net.Conn, error) {
	return dialer.DialContext(ctx, "tcp", address)
}

func limited(ctx context.Context, address string) (net.Conn, error) {
	return dialer.Dial("tcp", address)
}

func timeout(address string) (net.Conn, error) {
	return net.DialTimeout("tcp", address, 5*time.Second)
}

func secure(address string) (net.Conn, error) {
	return tls.DialWithDialer(&net.Dialer{Timeout: 5 * time.Second}, "tcp", address, nil)
}

func nested(address string) (net.Conn, error) {
	d := &tls.Dialer{NetDialer: &net.Dialer{Timeout: 5 * time.Second}}
	return d.Dial("tcp", address)
}

// Whoever gives the dialer gives its limit.
func given(d *net.Dialer, address string) (net.Conn, error) {
	return d.Dial("tcp", address)
}

// A local socket answers or fails at once, and UDP has nothing to wait for.
func local() (net.Conn, error) {
	if conn, err := net.Dial("unix", "/run/app.sock"); err == nil {
		return conn, nil
	}
	if conn, err := net.Dial("udp", "8.8.8.8:53"); err == nil {
		return conn, nil
	}
	return net.Dial("tcp", "127.0.0.1:7000")
}

const address = "localhost:7000"

func constant(ctx context.Context) (net.Conn, error) {
	return net.Dial("tcp", address)
}

type phone struct{}

func (phone) Dial(network, number string) error { return nil }

func other(ctx context.Context, p phone) error {
	return p.Dial("tcp", "112")
}

// A helper of the package names only networks that answer at once.
func report(address string) (net.Conn, error) {
	network, host := split(address)
	return net.Dial(network, host)
}

func split(address string) (string, string) {
	network := "udp"
	if strings.HasPrefix(address, "unix:") {
		network = "unixgram"
	}
	return network, strings.TrimPrefix(address, "unix:")
}

// Only a test may turn the pool off.
var usePool = true

func pooled(pool chan net.Conn, address string) (net.Conn, error) {
	if usePool {
		return <-pool, nil
	}
	return net.Dial("tcp", address)
}

// Whoever sets the limit to zero wants none.
func chosen(address string, limit time.Duration) (net.Conn, error) {
	if limit == 0 {
		return net.Dial("tcp", address)
	}
	return net.DialTimeout("tcp", address, limit)
}

// What a library that gets the literal asks for is not known.
func handed(serve func(dial func(network, address string) (net.Conn, error))) {
	serve(func(network, address string) (net.Conn, error) { return net.Dial(network, address) })
}

// The type decides which networks there are.
type endpoint struct{ scheme, host string }

func (e *endpoint) network() string { return e.scheme }

func (e *endpoint) dial() (net.Conn, error) { return net.Dial(e.network(), e.host) }

// What the program has started on this machine says where it listens.
type worker struct {
	command *exec.Cmd
	address net.Addr
}

func (w *worker) start() (net.Addr, error) {
	if w.address != nil {
		return w.address, nil
	}
	output, err := w.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := w.command.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return nil, err
	}
	w.address, err = net.ResolveTCPAddr("tcp", strings.TrimSpace(line))
	return w.address, err
}

func (w *worker) dial() (net.Conn, error) {
	address, err := w.start()
	if err != nil {
		return nil, err
	}
	return net.Dial(address.Network(), address.String())
}

type Config struct{ API struct{ Addr string } }

func serve(config *Config, handler http.Handler) error {
	listener, err := net.Listen("tcp", config.API.Addr)
	if err != nil {
		return err
	}
	return http.Serve(listener, handler)
}

// The program itself listens there.
func ready(settings *Config, retry func(func() error) error) error {
	return retry(func() error {
		conn, err := net.Dial("tcp", settings.API.Addr)
		if err == nil {
			err = conn.Close()
		}
		return err
	})
}

// The branch is for local sockets.
func dialNetwork(ctx context.Context, network, address string) (net.Conn, error) {
	if network == "unix" {
		return net.Dial(network, address)
	}
	return dialer.DialContext(ctx, network, address)
}
