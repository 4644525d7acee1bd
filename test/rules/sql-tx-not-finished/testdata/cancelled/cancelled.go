package cancelled

import (
	"context"
	"database/sql"
	"time"
)

// limited ends the context of its transaction when it returns, which rolls it back.
func limited(db *sql.DB) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// given lives on a context that somebody else ends.
func given(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // want sql-tx-not-finished warning high
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// late defers the cancel only where nothing has gone wrong.
func late(db *sql.DB) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	tx, err := db.BeginTx(ctx, nil) // want sql-tx-not-finished warning high
	if err != nil {
		cancel()
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE t SET n = 1"); err != nil {
		return err
	}
	defer cancel()
	return tx.Commit()
}
