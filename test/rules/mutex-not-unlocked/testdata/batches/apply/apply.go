package apply

import (
	"errors"

	"example.com/batches/batch"
)

var errEmpty = errors.New("empty")

// Apply ends with the lock released: each batch unlocks itself when it is dropped that way.
func Apply(b batch.Batch, store map[string]bool) (err error) {
	isApplied := false
	b.Lock()
	defer func() {
		if isApplied {
			b.DropAndUnlock()
		} else {
			b.Unlock()
		}
	}()
	if len(b.Changes()) == 0 {
		return errEmpty
	}
	for _, change := range b.Changes() {
		store[change] = true
	}
	isApplied = true
	return nil
}

// Drop alone releases nothing.
func Clear(b batch.Batch) error {
	b.Lock() // want mutex-not-unlocked
	if len(b.Changes()) == 0 {
		b.Drop()
		return errEmpty
	}
	b.DropAndUnlock()
	return nil
}
