package pgxrows

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Scan closes the rows before it returns an error, and the end of the loop does too.
func scanned(ctx context.Context, pool *pgxpool.Pool) ([]int, error) {
	rows, err := pool.Query(ctx, "SELECT n FROM t")
	if err != nil {
		return nil, err
	}
	var out []int
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

func early(ctx context.Context, conn *pgx.Conn) (int, error) {
	rows, err := conn.Query(ctx, "SELECT n FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
		if n > 3 {
			return n, nil
		}
	}
	return 0, rows.Err()
}

// CollectRows closes; the error of Query is among those that it returns.
func collected(ctx context.Context, pool *pgxpool.Pool) ([]int, error) {
	rows, _ := pool.Query(ctx, "SELECT n FROM t")
	return pgx.CollectRows(rows, pgx.RowTo[int])
}

func forEach(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT n FROM t")
	if err != nil {
		return err
	}
	var n int
	_, err = pgx.ForEachRow(rows, []any{&n}, func() error { return nil })
	return err
}

// Until the rows are closed the transaction cannot even be committed: conn busy.
func inTransaction(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT n FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return err
	}
	if rows.Next() {
		return errors.New("found")
	}
	return rows.Err()
}

func dropped(ctx context.Context, pool *pgxpool.Pool) error {
	_, err := pool.Query(ctx, "DELETE FROM t") // want sql-rows-not-closed
	return err
}

type db interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

func throughInterface(ctx context.Context, q db) (bool, error) {
	rows, err := q.Query(ctx, "SELECT n FROM t") // want sql-rows-not-closed
	if err != nil {
		return false, err
	}
	return rows.Next(), nil
}
