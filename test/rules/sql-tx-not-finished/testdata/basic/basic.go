package basic

import (
	"context"
	"database/sql"
	"log"
)

func earlyReturn(db *sql.DB) error {
	tx, err := db.Begin() // want sql-tx-not-finished warning high
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE t SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

func rolledBackOnce(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE t SET n = 1"); err != nil {
		tx.Rollback()
		return err
	}
	if _, err := tx.Exec("UPDATE u SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// Perhaps the commit is what is missing, so a rollback is only suggested.
func neverEnded(db *sql.DB) error {
	tx, err := db.Begin() // want sql-tx-not-finished
	if err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE t SET n = 1")
	return err
}

func tooLate(db *sql.DB) error {
	tx, err := db.Begin() // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE t SET n = 1"); err != nil {
		return err
	}
	defer tx.Rollback()
	return tx.Commit()
}

func inLoop(db *sql.DB, ids []int) error {
	for _, id := range ids {
		tx, err := db.Begin() // want sql-tx-not-finished
		if err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE t SET n = ?", id); err != nil {
			log.Print(err)
			continue
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// On one path the caller gets it.
func handedOn(db *sql.DB) (*sql.Tx, error) {
	tx, err := db.Begin() // want sql-tx-not-finished
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec("SET x = 1"); err != nil {
		return nil, err
	}
	return tx, nil
}
