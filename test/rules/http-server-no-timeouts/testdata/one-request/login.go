// Package login waits for a browser that comes back with a code.
package login

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
)

// Wait closes its server from the only handler, whatever comes.
func Wait(state string) (string, error) {
	var code string
	var failure error
	server := &http.Server{} // want http-server-no-timeouts info low
	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		defer func() { go server.Close() }()
		if r.URL.Query().Get("state") != state {
			failure = errors.New("another state")
			return
		}
		code = r.URL.Query().Get("code")
	})
	listener, err := net.Listen("tcp", ":3000")
	if err != nil {
		return "", err
	}
	_ = server.Serve(listener)
	return code, failure
}

// WaitFor gets the code from the handler and shuts the server down.
func WaitFor(ctx context.Context) (string, error) {
	codes := make(chan string, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "You may close this window.")
		codes <- r.URL.Query().Get("code")
	})
	server := &http.Server{Addr: ":3000", Handler: mux} // want http-server-no-timeouts info low
	go func() { _ = server.ListenAndServe() }()
	code := <-codes
	return code, server.Shutdown(ctx)
}

// Serve ends at the wish of one of its clients, and serves the others until then.
func Serve() error {
	mux := http.NewServeMux()
	server := &http.Server{Addr: ":3000", Handler: mux} // want http-server-no-timeouts warning high
	mux.HandleFunc("/quit", func(w http.ResponseWriter, r *http.Request) { go server.Close() })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "hello") })
	return server.ListenAndServe()
}

// ServeUntil ends only for a request of one kind.
func ServeUntil(word string) error {
	server := &http.Server{Addr: ":3000"} // want http-server-no-timeouts warning high
	http.HandleFunc("/until", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == word {
			go server.Close()
		}
	})
	return server.ListenAndServe()
}

// ServeOther has a handler that stands elsewhere.
func ServeOther() error {
	server := &http.Server{Addr: ":3000"} // want http-server-no-timeouts warning high
	http.HandleFunc("/quit", func(w http.ResponseWriter, r *http.Request) { go server.Close() })
	http.HandleFunc("/", hello)
	return server.ListenAndServe()
}

func hello(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "hello") }

// ServeBy registers with somebody else.
func ServeBy(register func(string, http.HandlerFunc)) error {
	server := &http.Server{Addr: ":3000"} // want http-server-no-timeouts warning high
	register("/quit", func(w http.ResponseWriter, r *http.Request) { go server.Close() })
	register("/", hello)
	return server.ListenAndServe()
}
