package clean

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

func deferred(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("UPDATE t SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// The named result decides in the deferred literal.
func byResult(db *sql.DB) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	_, err = tx.Exec("UPDATE t SET n = 1")
	return err
}

// Rolls back on a panic and on an error; Commit is on the remaining path.
func withRecover(db *sql.DB, fn func(*sql.Tx) error) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			tx.Rollback()
			panic(p)
		} else if err != nil {
			tx.Rollback()
		} else {
			err = tx.Commit()
		}
	}()
	return fn(tx)
}

func withTx(ctx context.Context, db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		if rollback := tx.Rollback(); rollback != nil {
			return fmt.Errorf("%w (rollback: %v)", err, rollback)
		}
		return err
	}
	return tx.Commit()
}

func user(ctx context.Context, db *sql.DB) error {
	return withTx(ctx, db, func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE t SET n = 1")
		return err
	})
}

func byFlag(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed {
			tx.Rollback()
		}
	}()
	if _, err := tx.Exec("UPDATE t SET n = 1"); err != nil {
		return err
	}
	committed = true
	return tx.Commit()
}

func byHelper(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE t SET n = 1")
	return finish(tx, err)
}

func finish(tx *sql.Tx, err error) error {
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Ends elsewhere.
type unit struct{ tx *sql.Tx }

func (u *unit) Commit() error   { return u.tx.Commit() }
func (u *unit) Rollback() error { return u.tx.Rollback() }

func begin(db *sql.DB) (*unit, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	return &unit{tx: tx}, nil
}

func (u *unit) use() error {
	_, err := u.tx.Exec("UPDATE t SET n = 1")
	return err
}

// A way out by panic alone is not reported.
func panics(db *sql.DB, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if n < 0 {
		panic("negative")
	}
	return tx.Commit()
}

// A getter lends what it keeps.
type session interface{ Tx() *sql.Tx }

func borrowed(s session) error {
	tx := s.Tx()
	_, err := tx.Exec("UPDATE t SET n = 1")
	return err
}
