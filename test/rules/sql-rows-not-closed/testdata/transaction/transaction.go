package transaction

import (
	"context"
	"database/sql"
	"time"
)

// upgrade is given the transaction: who calls it rolls it back for an error, which closes the rows.
func upgrade(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "SELECT n FROM t")
	if err != nil {
		return err
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}

// some leaves early without an error: the rows stay open for as long as the transaction goes on.
func some(ctx context.Context, tx *sql.Tx) (bool, error) {
	rows, err := tx.QueryContext(ctx, "SELECT n FROM t") // want sql-rows-not-closed hint low
	if err != nil {
		return false, err
	}
	for rows.Next() {
		return true, nil
	}
	return false, rows.Err()
}

func dropped(tx *sql.Tx) error {
	_, err := tx.Query("SELECT n FROM t") // want sql-rows-not-closed hint low
	return err
}

// each asks for rows of its transaction through a helper.
func (b *bucket) each(call func(n int) error) error {
	rows, cancel, err := b.query("SELECT n FROM t")
	if err != nil {
		return err
	}
	defer cancel()
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
		if err := call(n); err != nil {
			return err
		}
	}
	return rows.Err()
}

type bucket struct{ tx *sql.Tx }

func (b *bucket) query(query string) (*sql.Rows, func(), error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	rows, err := b.tx.QueryContext(ctx, query)
	if err != nil {
		cancel()
		return nil, func() {}, err
	}
	return rows, cancel, nil
}

// cancelled ends the context of its query when it returns, which closes the rows.
func cancelled(db *sql.DB) (bool, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	rows, err := db.QueryContext(ctx, "SELECT n FROM t")
	if err != nil {
		return false, err
	}
	for rows.Next() {
		return true, nil
	}
	return false, rows.Err()
}

// perRound ends the context only when all rounds are over.
func perRound(db *sql.DB, queries []string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for _, query := range queries {
		rows, err := db.QueryContext(ctx, query) // want sql-rows-not-closed warning high
		if err != nil {
			return err
		}
		rows.Next()
	}
	return nil
}

// given lives on a context that somebody else ends.
func given(ctx context.Context, db *sql.DB) (bool, error) {
	rows, err := db.QueryContext(ctx, "SELECT n FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return false, err
	}
	for rows.Next() {
		return true, nil
	}
	return false, rows.Err()
}

// total reads its rows to the end: the transaction keeps the connection, with or without a Close.
func total(tx *sql.Tx) (int, error) {
	rows, err := tx.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	sum := 0
	for rows.Next() {
		var n int
		_ = rows.Scan(&n)
		sum += n
	}
	return sum, nil
}

// totalOf does so without a transaction: a panic in the loop keeps the connection.
func totalOf(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed info high
	if err != nil {
		return 0, err
	}
	sum := 0
	for rows.Next() {
		var n int
		_ = rows.Scan(&n)
		sum += n
	}
	return sum, nil
}
