package closed

import (
	"database/sql"
	"fmt"
)

// Err gives an error for rows that are closed, Columns and ColumnTypes fail for nothing else.
func columns(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT a FROM t")
	if err != nil || rows.Err() != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if _, err := rows.ColumnTypes(); err != nil {
		return nil, err
	}
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	return columns, rows.Close()
}

// The way out is the Scan that fails, not Err.
func scans(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT a FROM t") // want sql-rows-not-closed warning high
	if err != nil || rows.Err() != nil {
		return 0, err
	}
	var n int
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// Without an error the rows are open.
func open(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT a FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return nil, err
	}
	if err := rows.Err(); err == nil {
		return rows.Columns()
	}
	return nil, nil
}

// The error of other rows says nothing of these.
func others(db *sql.DB, other *sql.Rows) error {
	rows, err := db.Query("SELECT a FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return err
	}
	if err := other.Err(); err != nil {
		return err
	}
	return rows.Close()
}
