package guards

import "sync"

type table struct {
	mu   sync.RWMutex
	rows map[string]string
}

// view holds the lock until it is released.
type view struct {
	table  *table
	isHeld bool
}

func (t *table) view() view {
	t.mu.RLock()
	return view{table: t, isHeld: true}
}

func (v *view) release() {
	if v == nil || !v.isHeld {
		return
	}
	table := v.table
	v.table = nil
	v.isHeld = false
	table.mu.RUnlock()
}

func (v *view) row(key string) string { return v.table.rows[key] }

func (t *table) clear() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows = nil
}

func read(t *table, key string) string {
	rows := t.view()
	defer rows.release()
	return rows.row(key)
}

func readAndClear(t *table, key string) string {
	row := read(t, key)
	t.clear()
	return row
}

func keep(t *table, key string) string {
	rows := t.view()
	row := rows.row(key)
	t.clear() // want mutex-double-lock
	rows.release()
	return row
}
