package rows

import (
	"context"
	"database/sql"
)

// The end of the rows closes them: only the deferred call adds up.
func inParts(ctx context.Context, db *sql.DB, parts [][]any) ([]string, error) {
	var names []string
	for _, part := range parts {
		rows, err := db.QueryContext(ctx, "SELECT name FROM t WHERE id IN (?, ?)", part...)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return names, err
			}
			names = append(names, name)
		}
		if err := rows.Err(); err != nil {
			return names, err
		}
	}
	return names, nil
}

func oneOf(db *sql.DB, ids []int) (found int, err error) {
	for _, id := range ids {
		rows, err := db.Query("SELECT id FROM t WHERE id = ?", id)
		if err != nil {
			return 0, err
		}
		defer rows.Close()
		if !rows.Next() {
			continue
		}
		return id, rows.Scan(&found)
	}
	return 0, nil
}

// What is left before the end stays open.
func firstTwo(db *sql.DB, ids []int) ([]string, error) {
	var names []string
	for _, id := range ids {
		rows, err := db.Query("SELECT name FROM t WHERE id = ?", id)
		if err != nil {
			return nil, err
		}
		defer rows.Close() // want defer-in-loop warning high
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return nil, err
			}
			if name == "" {
				break
			}
			names = append(names, name)
		}
	}
	return names, nil
}

func whether(db *sql.DB, ids []int) (found int, err error) {
	for _, id := range ids {
		rows, err := db.Query("SELECT id FROM t WHERE id = ?", id)
		if err != nil {
			return 0, err
		}
		defer rows.Close() // want defer-in-loop warning high
		if rows.Next() {
			found++
		}
	}
	return found, nil
}

// other reads the rows of one query to the end, and leaves those of the other.
func other(db *sql.DB, ids []int) error {
	for _, id := range ids {
		rows, err := db.Query("SELECT a FROM t WHERE id = ?", id)
		if err != nil {
			return err
		}
		defer rows.Close()
		more, err := db.Query("SELECT b FROM t WHERE id = ?", id)
		if err != nil {
			return err
		}
		defer more.Close() // want defer-in-loop warning high
		for rows.Next() {
			if !more.Next() {
				continue
			}
		}
	}
	return nil
}
