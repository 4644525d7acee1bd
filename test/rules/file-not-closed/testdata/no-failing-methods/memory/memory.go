// Package memory keeps records in memory.
package memory

import "example.com/records/store"

// Memory is a store that writes nothing yet.
type Memory struct{}

// OpenWriter is not there yet.
func (Memory) OpenWriter() (store.Writer, error) { panic("not written yet") }

// OpenChecked is not there yet.
func (Memory) OpenChecked() (store.Writer, error) { panic("not written yet") }

// Flush has nothing to do.
func (Memory) Flush() error { return nil }

// Name says what it is.
func (Memory) Name() string { return "memory" }
