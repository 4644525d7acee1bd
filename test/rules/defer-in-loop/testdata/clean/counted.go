package clean

import (
	"database/sql"
	"sync"
)

// Only the first row takes the lock.
func index(rows *sql.Rows, mu *sync.Mutex, use func() error) error {
	n := 0
	for rows.Next() {
		n++
		if n == 1 {
			mu.Lock()
			defer mu.Unlock()
		}
		if err := use(); err != nil {
			return err
		}
	}
	return rows.Err()
}

func indexFrom(names []string, mu *sync.Mutex, use func(string) error) error {
	for i := 0; i < len(names); i++ {
		if i == 0 {
			mu.Lock()
			defer mu.Unlock()
		}
		if err := use(names[i]); err != nil {
			return err
		}
	}
	return nil
}
