package made

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

type node struct {
	name  string
	disks []string
}

type layout struct{ base string }

func (l *layout) shared(name string) string {
	if l.hasBase() {
		return filepath.Join(l.base, name)
	}
	return filepath.Join("/tmp", name)
}

func (l *layout) hasBase() bool {
	_, err := os.Stat(l.base)
	return err == nil
}

// The file of the node is there from the first round on.
func prepare(l *layout, n node) error {
	for i, disk := range n.disks {
		shared := l.shared(fmt.Sprintf("node-%s", n.name))
		if _, err := os.Stat(shared); os.IsNotExist(err) {
			f, err := os.Create(shared)
			if err != nil {
				return err
			}
			defer f.Close()
			if err := f.Truncate(4096); err != nil {
				return err
			}
		}
		fmt.Println(i, disk)
	}
	return nil
}

func mark(n node) error {
	lock := filepath.Join(os.TempDir(), n.name)
	for _, disk := range n.disks {
		_, err := os.Lstat(lock)
		if errors.Is(err, fs.ErrNotExist) {
			f, err := os.OpenFile(lock, os.O_CREATE|os.O_WRONLY, 0o600)
			if err != nil {
				return err
			}
			defer f.Close()
		}
		fmt.Println(disk)
	}
	return nil
}

// Each disk has a file of its own.
func each(l *layout, n node) error {
	for i := range n.disks {
		own := l.shared(fmt.Sprintf("node-%s-%d", n.name, i))
		if _, err := os.Stat(own); os.IsNotExist(err) {
			f, err := os.Create(own)
			if err != nil {
				return err
			}
			defer f.Close() // want defer-in-loop
		}
	}
	return nil
}

// What is removed is made again.
func anew(l *layout, n node) error {
	shared := l.shared(n.name)
	for _, disk := range n.disks {
		if _, err := os.Stat(shared); os.IsNotExist(err) {
			f, err := os.Create(shared)
			if err != nil {
				return err
			}
			defer f.Close() // want defer-in-loop
		}
		fmt.Println(disk)
		if err := os.Remove(shared); err != nil {
			return err
		}
	}
	return nil
}
