package committed

import (
	"context"
	"database/sql"
)

// Every round that goes on has committed; the rollback behind it does nothing.
func steps(ctx context.Context, db *sql.DB, all []func(*sql.Tx) error) error {
	for _, step := range all {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		if err := step(tx); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Some rounds go on without.
func skipping(ctx context.Context, db *sql.DB, all []func(*sql.Tx) error) error {
	for _, step := range all {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() // want defer-in-loop warning high
		if err := step(tx); err != nil {
			continue
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

func finish(tx *sql.Tx, err error) error {
	if err != nil {
		return tx.Rollback()
	}
	return tx.Commit()
}

// What ends it stands in a function of the program.
func finished(ctx context.Context, db *sql.DB, all []func(*sql.Tx) error) error {
	for _, step := range all {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := finish(tx, step(tx)); err != nil {
			return err
		}
	}
	return nil
}
