package edge

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"os/exec"
	"time"
)

// A keep-alive is no limit of the dial.
func alive(ctx context.Context, address string) (net.Conn, error) {
	d := net.Dialer{KeepAlive: 30 * time.Second}
	return d.Dial("tcp", address) // want net-dial-without-context warning high
}

func withDialer(address string) (net.Conn, error) {
	return tls.DialWithDialer(&net.Dialer{}, "tcp", address, nil) // want net-dial-without-context info high
}

func secure(ctx context.Context, address string) (net.Conn, error) {
	d := &tls.Dialer{Config: &tls.Config{ServerName: "db"}}
	return d.Dial("tcp", address) // want net-dial-without-context warning high
}

// It may be a local socket.
func any(network, address string) (net.Conn, error) {
	return net.Dial(network, address) // want net-dial-without-context hint medium
}

func probe(w http.ResponseWriter, r *http.Request) {
	conn, err := net.Dial("tcp4", r.FormValue("host")) // want net-dial-without-context warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	conn.Close()
}

// A configuration may name another machine than the default does.
type Broker struct {
	Host string `json:"host"`
}

func newBroker() *Broker { return &Broker{Host: "localhost:61613"} }

func (b *Broker) connect() (net.Conn, error) {
	return net.Dial("tcp", b.Host) // want net-dial-without-context hint medium
}

// What runs here may print where something else listens.
type remote struct{ Address string }

func (r *remote) dial(command *exec.Cmd) (net.Conn, error) {
	if err := command.Start(); err != nil {
		return nil, err
	}
	return net.Dial("tcp", r.Address) // want net-dial-without-context info high
}

type Peers struct{ Own, Other struct{ Addr string } }

func listen(peers *Peers) (net.Listener, error) { return net.Listen("tcp", peers.Own.Addr) }

func join(peers *Peers) (net.Conn, error) {
	return net.Dial("tcp", peers.Other.Addr) // want net-dial-without-context info high
}

// A caller with a context, who may give up, reaches them.
func (r *remote) all(ctx context.Context, b *Broker, peers *Peers) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := withDialer(r.Address); err != nil {
		return err
	}
	if _, err := any("tcp", r.Address); err != nil {
		return err
	}
	if _, err := b.connect(); err != nil {
		return err
	}
	if _, err := join(peers); err != nil {
		return err
	}
	_, err := r.dial(exec.CommandContext(ctx, "agent"))
	return err
}

// Connections come again and again, and one that hangs keeps its goroutine.
func proxy(listener net.Listener, target string) error {
	for {
		client, err := listener.Accept()
		if err != nil {
			return err
		}
		go relay(client, target)
	}
}

func relay(client net.Conn, target string) {
	defer client.Close()
	server, err := net.Dial("tcp", target) // want net-dial-without-context info high
	if err != nil {
		return
	}
	server.Close()
}
