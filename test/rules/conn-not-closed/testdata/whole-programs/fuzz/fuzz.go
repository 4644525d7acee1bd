// Package fuzz is built by a fuzzer.
package fuzz

import "example.com/whole/start"

// FuzzStart is called with each input.
func FuzzStart(data []byte) int {
	conn, err := start.New(string(data))
	if err != nil {
		return 0
	}
	_ = conn.Close()
	return 1
}
