package acquired

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

type listener struct {
	pool *pgxpool.Pool
	conn *pgxpool.Conn
}

// All connections are gone: it waits for a new one, which pgxpool limits.
func (l *listener) again() error {
	l.conn.Release()
	l.pool.Reset()
	conn, err := l.pool.Acquire(context.Background())
	if err != nil {
		return err
	}
	l.conn = conn
	return nil
}

// Others may hold all connections.
func (l *listener) first() error {
	conn, err := l.pool.Acquire(context.Background()) // want context-without-deadline
	if err != nil {
		return err
	}
	l.conn = conn
	return nil
}
