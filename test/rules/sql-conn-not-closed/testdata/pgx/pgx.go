package pgxconn

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

func earlyReturn(ctx context.Context, pool *pgxpool.Pool) error {
	conn, err := pool.Acquire(ctx) // want sql-conn-not-closed warning high
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "SET x = 1"); err != nil {
		return err
	}
	conn.Release()
	return nil
}

func released(ctx context.Context, pool *pgxpool.Pool) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	_, err = conn.Exec(ctx, "SET x = 1")
	return err
}

func hijacked(ctx context.Context, pool *pgxpool.Pool) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	own := conn.Hijack()
	return own.Close(ctx)
}
