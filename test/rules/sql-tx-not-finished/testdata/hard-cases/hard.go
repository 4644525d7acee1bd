package hard

import (
	"context"
	"database/sql"
	"errors"
)

// As sqlc writes it: the wrapper uses the transaction and never ends it.
type DBTX interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

type Queries struct{ db DBTX }

func New(db DBTX) *Queries { return &Queries{db: db} }

func (q *Queries) WithTx(tx *sql.Tx) *Queries { return &Queries{db: tx} }

func (q *Queries) Update(ctx context.Context) error {
	_, err := q.db.ExecContext(ctx, "UPDATE t SET n = 1")
	return err
}

func wrapped(ctx context.Context, db *sql.DB, q *Queries) error {
	tx, err := db.Begin() // want sql-tx-not-finished warning high
	if err != nil {
		return err
	}
	qtx := q.WithTx(tx)
	if err := qtx.Update(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

func wrappedAndDeferred(ctx context.Context, db *sql.DB, q *Queries) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := q.WithTx(tx).Update(ctx); err != nil {
		return err
	}
	return tx.Commit()
}

func wrapperReturned(db *sql.DB, q *Queries) (*Queries, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	return q.WithTx(tx), nil
}

// The wrapper can end it.
type unit struct{ tx *sql.Tx }

func newUnit(tx *sql.Tx) *unit { return &unit{tx: tx} }

func (u *unit) Done(err error) error {
	if err != nil {
		return u.tx.Rollback()
	}
	return u.tx.Commit()
}

func byUnit(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	u := newUnit(tx)
	_, err = tx.Exec("UPDATE t SET n = 1")
	return u.Done(err)
}

// The transaction that a caller gives is the caller's to end.
func partial(tx *sql.Tx) error {
	_, err := tx.Exec("UPDATE t SET n = 1")
	return err
}

func helperOnlyUses(db *sql.DB) error {
	tx, err := db.Begin() // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if err := partial(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Only the error of one call is looked at in the deferred literal.
func shadowed(db *sql.DB) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec("UPDATE t SET n = 1"); err != nil {
		return err
	}
	if err = partial(tx); err != nil {
		return err
	}
	return tx.Commit()
}

type beginner interface {
	BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error)
}

func throughInterface(ctx context.Context, db beginner) error {
	tx, err := db.BeginTx(ctx, nil) // want sql-tx-not-finished warning high
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return errors.New("too late")
	}
	return tx.Commit()
}
