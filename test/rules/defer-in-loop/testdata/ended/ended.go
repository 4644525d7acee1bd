package ended

import "database/sql"

type tx interface {
	Rollback() error
	Commit() error
}

// A round that goes on has given the transaction to what ends it.
func retried(begin func() (tx, error), rollback, body func(tx) error, tries func() bool) error {
	for tries() {
		current, err := begin()
		if err != nil {
			return err
		}
		defer func() { _ = current.Rollback() }() // want defer-in-loop hint low
		if err := body(current); err != nil {
			if err := rollback(current); err != nil {
				return err
			}
			continue
		}
		return current.Commit()
	}
	return nil
}

// Nobody else has it.
func alone(begin func() (tx, error), body func() error, tries func() bool) error {
	for tries() {
		current, err := begin()
		if err != nil {
			return err
		}
		defer current.Rollback() // want defer-in-loop hint low
		if err := body(); err != nil {
			continue
		}
		return current.Commit()
	}
	return nil
}

// A transaction of the library holds its connection whatever a function does with it, for each attempt.
func known(db *sql.DB, body func(*sql.Tx) error, tries func() bool) error {
	for tries() {
		current, err := db.Begin()
		if err != nil {
			return err
		}
		defer current.Rollback() // want defer-in-loop hint low
		if err := body(current); err != nil {
			continue
		}
		return current.Commit()
	}
	return nil
}
