package holders

import "database/sql"

// Queries only calls methods of what it holds.
type Queries struct{ db *sql.Tx }

func New(tx *sql.Tx) *Queries { return &Queries{db: tx} }

func (q *Queries) touch() error {
	_, err := q.db.Exec("UPDATE t SET n = n + 1")
	return err
}

// The field of another struct has the same name.
type store struct{ db *sql.Tx }

func (s *store) close() error { return s.db.Rollback() }

func update(db *sql.DB) error {
	tx, err := db.Begin() // want sql-tx-not-finished warning high
	if err != nil {
		return err
	}
	if err := New(tx).touch(); err != nil {
		return err
	}
	return tx.Commit()
}
