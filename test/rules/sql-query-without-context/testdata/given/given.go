package given

import (
	"context"
	"database/sql"
)

// Admin is what a command and a service have of a database.
type Admin interface {
	Run(statement string, args ...any) error
	Drop(name string) error
}

type admin struct{ db *sql.DB }

func New(db *sql.DB) Admin { return &admin{db: db} }

// What it runs is for its callers to say: one of them changes the schema.
func (a *admin) Run(statement string, args ...any) error {
	_, err := a.db.Exec(statement, args...) // want sql-query-without-context hint low
	return err
}

func (a *admin) Drop(name string) error {
	return a.Run("DROP TABLE " + name)
}

type rows struct{ db *sql.DB }

// All of its callers change rows.
func (r *rows) run(statement string, args ...any) error {
	_, err := r.db.Exec(statement, args...) // want sql-query-without-context info high
	return err
}

func (r *rows) Close(ctx context.Context, id int) error {
	return r.run("UPDATE tickets SET closed = true WHERE id = $1", id)
}
