package journal

import (
	"errors"
	"os"
	"sync"
)

var (
	mu   sync.Mutex
	file *os.File
)

// Start leaves the lock behind only where the process ends.
func Start(name string) error {
	mu.Lock()
	opened, err := os.Create(name)
	if err != nil {
		return err
	}
	file = opened
	mu.Unlock()
	return nil
}

// Note is called again after it has failed.
func Note(line string) error {
	mu.Lock() // want mutex-not-unlocked
	if line == "" {
		return errors.New("nothing to note")
	}
	_, err := file.WriteString(line)
	mu.Unlock()
	return err
}
