package data

import (
	"database/sql"
	"fmt"
)

// Nobody but TestMain calls it, and that ends the process for an error.
func Empty(db *sql.DB) error {
	if err := run(db, "DELETE FROM orders"); err != nil {
		return failed("orders", err)
	}
	return nil
}

// Nobody calls it.
func EmptyPrices(db *sql.DB) error {
	return run(db, "DELETE FROM prices")
}

func run(db *sql.DB, statement string) error {
	tx, err := db.Begin() // want sql-tx-not-finished info low
	if err != nil {
		return err
	}
	if _, err := tx.Exec(statement); err != nil {
		return failed(statement, err)
	}
	return tx.Commit()
}

func failed(what string, err error) error {
	return fmt.Errorf("%s: %w", what, err)
}

// The other tests run on after the error.
func Raise(db *sql.DB) error {
	tx, err := db.Begin() // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE prices SET price = price + 1"); err != nil {
		return err
	}
	return tx.Commit()
}
