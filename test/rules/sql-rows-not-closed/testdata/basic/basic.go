package basic

import (
	"context"
	"database/sql"
	"errors"
)

func earlyReturn(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return 0, rows.Err()
}

func neverRead(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "SELECT n FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return err
	}
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	if len(columns) == 0 {
		return errors.New("no columns")
	}
	return nil
}

func breaks(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed
	if err != nil {
		return 0, err
	}
	var n int
	for rows.Next() {
		if err := rows.Scan(&n); err != nil || n > 3 {
			break
		}
	}
	return n, rows.Err()
}

func closedTooLate(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM t") // want sql-rows-not-closed
	if err != nil {
		return nil, err
	}
	columns, err := rows.Columns()
	if err != nil || len(columns) == 0 {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&columns[0]); err != nil {
			return nil, err
		}
	}
	return columns, rows.Err()
}

// The rows stay the function's own on the first path and go to the caller on the other.
func handedOn(db *sql.DB, dry bool) (*sql.Rows, error) {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed
	if err != nil {
		return nil, err
	}
	if dry {
		return nil, errors.New("dry run")
	}
	return rows, nil
}

func inLoop(db *sql.DB, ids []int) error {
	for _, id := range ids {
		rows, err := db.Query("SELECT n FROM t WHERE id = ?", id) // want sql-rows-not-closed
		if err != nil {
			return err
		}
		if rows.Next() {
			continue
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

func inTransaction(tx *sql.Tx) (bool, error) {
	rows, err := tx.Query("SELECT n FROM t") // low: the end of the transaction closes them
	if err != nil {
		return false, err
	}
	found := rows.Next()
	return found, rows.Err()
}

// An interface that *sql.DB and *sql.Tx fit.
type querier interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

func throughInterface(q querier) (int, error) {
	rows, err := q.Query("SELECT n FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return 0, err
	}
	var n int
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, rows.Err()
}

func statement(stmt *sql.Stmt) (int, error) {
	rows, err := stmt.Query(3) // want sql-rows-not-closed
	if err != nil {
		return 0, err
	}
	if !rows.Next() {
		return 0, rows.Err()
	}
	var n int
	return n, rows.Scan(&n)
}
