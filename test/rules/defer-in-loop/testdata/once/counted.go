package once

import "sync"

// The counter stands still in some iterations.
func some(names []string, mu *sync.Mutex, use func(string) error) error {
	n := 0
	for _, name := range names {
		if name != "" {
			n++
		}
		if n == 1 {
			mu.Lock()
			defer mu.Unlock() // want defer-in-loop
		}
		if err := use(name); err != nil {
			return err
		}
	}
	return nil
}

// Each group begins anew.
func each(names []string, mu *sync.Mutex, use func(string) error) error {
	n := 0
	for _, name := range names {
		n++
		if n == 1 {
			mu.Lock()
			defer mu.Unlock() // want defer-in-loop
		}
		if name == "" {
			n = 0
		}
		if err := use(name); err != nil {
			return err
		}
	}
	return nil
}
