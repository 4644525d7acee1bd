package main

import (
	"context"
	"net"
	"net/http"
	"os/exec"
	"time"
)

var address string

// It asks until the child listens that it has just started.
func restart(w http.ResponseWriter, r *http.Request) {
	child := exec.Command("worker", "--listen", address)
	if err := child.Start(); err != nil {
		return
	}
	for range time.Tick(100 * time.Millisecond) {
		conn, err := net.Dial("tcp", address) // want net-dial-without-context info low
		if err != nil {
			continue
		}
		conn.Close()
		return
	}
}

// Nothing was started here.
func ask(w http.ResponseWriter, r *http.Request) {
	for range time.Tick(100 * time.Millisecond) {
		conn, err := net.Dial("tcp", address) // want net-dial-without-context warning high
		if err != nil {
			continue
		}
		conn.Close()
		return
	}
}

// What is dialled is used, and may be elsewhere.
func talk(w http.ResponseWriter, r *http.Request) {
	child := exec.Command("worker", "--listen", address)
	if err := child.Start(); err != nil {
		return
	}
	for range time.Tick(100 * time.Millisecond) {
		conn, err := net.Dial("tcp", address) // want net-dial-without-context warning high
		if err != nil {
			continue
		}
		_, _ = conn.Write([]byte("hello"))
		conn.Close()
	}
}

// NewClient is given a network.
func NewClient(network, path string) *http.Client {
	return &http.Client{Transport: &http.Transport{
		DialContext: func(_ context.Context, _, _ string) (net.Conn, error) {
			return dial(func() (net.Conn, error) { return net.Dial(network, path) }) // want net-dial-without-context hint low
		},
	}}
}

func dial(connect func() (net.Conn, error)) (net.Conn, error) { return connect() }

var control = NewClient("unix", "/run/worker.sock")

func main() {
	http.HandleFunc("/restart", restart)
	http.HandleFunc("/ask", ask)
	http.HandleFunc("/talk", talk)
	_ = http.ListenAndServe(":8080", nil)
}
