package main

import (
	"encoding/json"
	"net"
)

type size struct {
	Columns, Rows uint32
	Name          string
	Tags          map[string][]string
}

type ratio struct{ Value float64 }

type own struct{ Value int }

func (own) MarshalJSON() ([]byte, error) { return nil, net.ErrClosed }

type holder struct{ Own own }

func frame(columns, rows uint32) ([]byte, error) {
	payload, err := json.Marshal(size{Columns: columns, Rows: rows})
	if err != nil {
		return nil, err
	}
	return append([]byte{1}, payload...), nil
}

// resize sends numbers and text, which JSON always takes.
func resize(address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	payload, err := frame(80, 25)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write(payload)
	return err
}

// scale sends a number that JSON does not always take.
func scale(address string, value float64) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	payload, err := json.Marshal(ratio{Value: value})
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write(payload)
	return err
}

// send sends what encodes itself.
func send(address string, value holder) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	payload, err := json.Marshal(value)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write(payload)
	return err
}
