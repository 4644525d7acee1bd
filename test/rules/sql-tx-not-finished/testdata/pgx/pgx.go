package pgxtx

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func earlyReturn(ctx context.Context, pool *pgxpool.Pool) error {
	tx, err := pool.Begin(ctx) // want sql-tx-not-finished warning high
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "UPDATE t SET n = 1"); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// The context of the rollback cannot be written down again.
func oddContext(pool *pgxpool.Pool, contexts []context.Context) error {
	tx, err := pool.Begin(contexts[0]) // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if _, err := tx.Exec(contexts[0], "UPDATE t SET n = 1"); err != nil {
		return err
	}
	return tx.Commit(contexts[0])
}

func deferred(ctx context.Context, conn *pgx.Conn) error {
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{})
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	if _, err := tx.Exec(ctx, "UPDATE t SET n = 1"); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func beginFunc(ctx context.Context, conn *pgx.Conn) error {
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE t SET n = 1")
		return err
	})
}

// A savepoint ends with its transaction.
func savepoint(ctx context.Context, tx pgx.Tx) error {
	inner, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	_, err = inner.Exec(ctx, "UPDATE t SET n = 1")
	return err
}
