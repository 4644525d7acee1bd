package guards

import (
	"errors"
	"os"
	"sync"
)

// A guard of each value runs its function once for each.
type copied struct {
	once sync.Once
	path string
}

func (c *copied) Path() (string, error) {
	var err error
	c.once.Do(func() {
		f, failure := os.CreateTemp("", "copy") // want file-not-closed warning high
		if failure != nil {
			err = failure
			return
		}
		if _, failure = f.WriteString("x"); failure != nil {
			err = errors.New("copy")
			return
		}
		c.path = f.Name()
	})
	return c.path, err
}
