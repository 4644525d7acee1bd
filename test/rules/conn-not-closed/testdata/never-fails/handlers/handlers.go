// Package handlers makes what a server serves.
package handlers

import (
	"bytes"
	"errors"
	"net/http"
)

// New has an error among its results and never gives one.
func New(prefix string) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc(prefix, func(w http.ResponseWriter, r *http.Request) {
		if err := check(r); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	})
	return http.StripPrefix(prefix, mux), nil
}

func check(r *http.Request) error {
	if r.URL.Path == "" {
		return errors.New("no path")
	}
	return nil
}

// Checked gives an error for an empty prefix.
func Checked(prefix string) (http.Handler, error) {
	if prefix == "" {
		return nil, errors.New("no prefix")
	}
	return New(prefix)
}

// Again gives what New gives.
func Again(prefix string) (http.Handler, error) {
	return New(prefix)
}

// Kept looks at an error that New never gives.
func Kept(prefix string) (http.Handler, error) {
	handler, err := New(prefix)
	if err != nil {
		return nil, err
	}
	return handler, nil
}

// Named never assigns its error.
func Named(prefix string) (handler http.Handler, err error) {
	handler = http.StripPrefix(prefix, http.NotFoundHandler())
	return
}

// Deferred sets its error behind the return.
func Deferred(prefix string, end func() error) (handler http.Handler, err error) {
	defer func() { err = end() }()
	return http.StripPrefix(prefix, http.NotFoundHandler()), nil
}

// Greeting writes to memory.
func Greeting(name string) error {
	var text bytes.Buffer
	_, err := text.WriteString(name)
	return err
}

// First and Second ask each other.
func First(depth int) error {
	if depth == 0 {
		return nil
	}
	return Second(depth - 1)
}

func Second(depth int) error {
	return First(depth)
}
