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
	_, err := q.db.ExecContext(context.Background(), "DELETE FROM sessions") // want context-without-deadline info medium
	return err
}

// looks like it and is something else
type Recorder interface {
	ExecContext(context.Context, string, ...any) (int, error)
}

func Record(r Recorder) (int, error) {
	return r.ExecContext(context.Background(), "DELETE FROM sessions")
}
