package main

import (
	"net"
	"net/http"

	"example.com/files/handlers"
)

// plain asks for an error that does not come.
func plain(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	handler, err := handlers.New("/")
	if err != nil {
		return err
	}
	defer listener.Close()
	return http.Serve(listener, handler)
}

// checked asks for one that may.
func checked(address string) error {
	listener, err := net.Listen("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	handler, err := handlers.Checked("/")
	if err != nil {
		return err
	}
	defer listener.Close()
	return http.Serve(listener, handler)
}

// again asks for the error of the error.
func again(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	handler, err := handlers.Again("/")
	if err != nil {
		return err
	}
	defer listener.Close()
	return http.Serve(listener, handler)
}

// kept asks for an error that was looked at before.
func kept(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	handler, err := handlers.Kept("/")
	if err != nil {
		return err
	}
	defer listener.Close()
	return http.Serve(listener, handler)
}

// named asks for a result that nobody sets.
func named(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	handler, err := handlers.Named("/")
	if err != nil {
		return err
	}
	defer listener.Close()
	return http.Serve(listener, handler)
}

// deferred asks for a result that is set at the end.
func deferred(address string) error {
	listener, err := net.Listen("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	handler, err := handlers.Deferred("/", func() error { return nil })
	if err != nil {
		return err
	}
	defer listener.Close()
	return http.Serve(listener, handler)
}

// greeting asks for the error of a buffer.
func greeting(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	err = handlers.Greeting(address)
	if err != nil {
		return err
	}
	defer listener.Close()
	return http.Serve(listener, nil)
}

// first asks functions that ask each other.
func first(address string) error {
	listener, err := net.Listen("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	err = handlers.First(2)
	if err != nil {
		return err
	}
	defer listener.Close()
	return http.Serve(listener, nil)
}

type setUp func(path string) (http.Handler, error)

// listed asks each function of a list for an error that none gives.
func listed(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	for _, set := range []setUp{handlers.New, handlers.Again, func(string) (http.Handler, error) { return nil, nil }} {
		if _, err := set("/"); err != nil {
			return err
		}
	}
	defer listener.Close()
	return http.Serve(listener, nil)
}

// mixed asks one of which one may give it.
func mixed(address string) error {
	listener, err := net.Listen("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	sets := []setUp{handlers.New, handlers.Checked}
	for _, set := range sets {
		if _, err := set("/"); err != nil {
			return err
		}
	}
	defer listener.Close()
	return http.Serve(listener, nil)
}

var more []setUp

// grown asks what somebody else may add.
func grown(address string) error {
	listener, err := net.Listen("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	sets := []setUp{handlers.New}
	sets = append(sets, more...)
	for _, set := range sets {
		if _, err := set("/"); err != nil {
			return err
		}
	}
	defer listener.Close()
	return http.Serve(listener, nil)
}

func main() {
	for _, run := range []func(string) error{plain, checked, again, kept, named, deferred, greeting, first, listed, mixed, grown} {
		if err := run(":8080"); err != nil {
			panic(err)
		}
	}
}
