package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
)

// control answers on a socket of this machine.
type control struct{}

func (control) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var order struct{ Name string }
	if json.NewDecoder(r.Body).Decode(&order) != nil {
		w.WriteHeader(http.StatusBadRequest)
	}
}

func listenPrivate(path string) (net.Listener, error) {
	return net.Listen("unix", path)
}

func serveControl(path string) error {
	listener, err := listenPrivate(path)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/order", control{})
	server := http.Server{Handler: mux}
	return server.Serve(listener)
}

// both answers there and on every interface.
type both struct{}

func (both) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.ReadAll(r.Body) // want http-unbounded-body-read info high
}

func serveBoth(path string) {
	listener, err := listenPrivate(path)
	if err != nil {
		return
	}
	go func() { _ = http.Serve(listener, both{}) }()
	_ = http.ListenAndServe(":8080", both{})
}

func main() {
	go serveBoth("/run/both.sock")
	go func() {
		_ = http.ListenAndServe("127.0.0.1:9090", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.ReadAll(r.Body)
		}))
	}()
	_ = serveControl("/run/control.sock")
}
