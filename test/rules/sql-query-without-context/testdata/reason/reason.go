package reason

import (
	"context"
	"database/sql"
)

// Nobody is seen who may give up, and nothing that comes by again.
func Count(db *sql.DB) (n int, err error) {
	err = db.QueryRow("SELECT count(*) FROM users").Scan(&n) // want sql-query-without-context hint low
	return n, err
}

type versions interface{ Current() (string, error) }

type mysqlVersions struct{ db *sql.DB }

func (v *mysqlVersions) Current() (name string, err error) {
	err = v.db.QueryRow("SELECT name FROM versions").Scan(&name) // want sql-query-without-context hint low
	return name, err
}

// Check looks once before anything is served.
func Check(v versions, wanted string) bool {
	name, err := v.Current()
	return err == nil && name == wanted
}

type queue interface{ Next() (int, error) }

type mysqlQueue struct{ db *sql.DB }

func (q *mysqlQueue) Next() (id int, err error) {
	err = q.db.QueryRow("SELECT id FROM jobs LIMIT 1").Scan(&id) // want sql-query-without-context info high
	return id, err
}

// Work asks again and again, through the interface.
func Work(ctx context.Context, q queue, do func(int)) error {
	for {
		id, err := q.Next()
		if err != nil {
			return err
		}
		do(id)
	}
}
