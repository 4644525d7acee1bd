package held

import (
	"fmt"
	"net"
	"net/http"
)

type runner struct {
	run  func() error
	stop func() error
}

// prepare serves on the listener when the runner runs: the function in the variable goes along in another one.
func prepare(address string, isLocal bool) (*runner, error) {
	server := &http.Server{}
	var serve func() error
	if isLocal {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			return nil, err
		}
		serve = func() error { return server.Serve(listener) }
	} else {
		serve = func() error { return server.ListenAndServe() }
	}
	return &runner{
		run: func() error {
			if err := serve(); err != nil {
				return fmt.Errorf("serving: %w", err)
			}
			return nil
		},
		stop: server.Close,
	}, nil
}

// later hands the call on in a variable, and that in a result.
func later(address string) (func() error, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	end := func() error { return conn.Close() }
	told := func() error {
		fmt.Println("closing")
		return end()
	}
	return told, nil
}

// inBackground calls it in a goroutine.
func inBackground(address string, done <-chan struct{}) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	end := func() { conn.Close() }
	go func() {
		<-done
		end()
	}()
	return nil
}

// kept goes nowhere: nobody calls what calls it.
func kept(address string, isQuiet bool) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	var end func()
	if isQuiet {
		end = func() { conn.Close() }
	} else {
		end = func() { fmt.Println("closing", conn.Close()) }
	}
	told := func() { end() }
	if told == nil {
		return fmt.Errorf("never")
	}
	return nil
}

// forgotten calls it on one way only.
func forgotten(address string, isDone bool) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	end := func() { conn.Close() }
	if isDone {
		end()
	}
	return nil
}
