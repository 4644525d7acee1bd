package shapes

import (
	"context"
	"database/sql"
)

// what generated query code takes: a pool or a transaction
type DBTX interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

type Queries struct{ db DBTX }

func (q *Queries) Clear() error {
	_, err := q.db.ExecContext(context.Background(), "DELETE FROM sessions") // want context-without-deadline hint low
	return err
}

// looks like it and is something else
type Recorder interface {
	ExecContext(context.Context, string, ...any) (int, error)
}

func Record(r Recorder) (int, error) {
	return r.ExecContext(context.Background(), "DELETE FROM sessions")
}

type unit struct{ tx *sql.Tx }

// The context is that of the whole transaction, which somebody else ends.
func begin(db *sql.DB) (*unit, error) {
	tx, err := db.BeginTx(context.Background(), nil) // want context-without-deadline hint low
	if err != nil {
		return nil, err
	}
	return &unit{tx}, nil
}

// It begins and ends here.
func whole(db *sql.DB) error {
	tx, err := db.BeginTx(context.Background(), nil) // want context-without-deadline warning high
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return tx.Commit()
}

// The ping has put a connection back.
func reserve(db *sql.DB) (*sql.Conn, error) {
	if err := db.Ping(); err != nil {
		return nil, err
	}
	return db.Conn(context.Background()) // want context-without-deadline hint low
}

// The other pool was asked.
func reserveOther(db, other *sql.DB) (*sql.Conn, error) {
	if err := other.Ping(); err != nil {
		return nil, err
	}
	return db.Conn(context.Background()) // want context-without-deadline warning high
}
