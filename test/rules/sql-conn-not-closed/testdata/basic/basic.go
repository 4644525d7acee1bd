package basic

import (
	"context"
	"database/sql"
	"errors"
)

func earlyReturn(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx) // want sql-conn-not-closed warning high
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "SET x = 1"); err != nil {
		return err
	}
	return conn.Close()
}

func never(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx) // want sql-conn-not-closed
	if err != nil {
		return err
	}
	return conn.PingContext(ctx)
}

func dropped(ctx context.Context, db *sql.DB) error {
	_, err := db.Conn(ctx) // want sql-conn-not-closed
	return err
}

// Only the caller who gets it can give it back.
func handedOn(ctx context.Context, db *sql.DB) (*sql.Conn, error) {
	conn, err := db.Conn(ctx) // want sql-conn-not-closed
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, errors.New("too late")
	}
	return conn, nil
}
