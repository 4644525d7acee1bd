package clean

import (
	"database/sql"
	"log"
)

func deferred(db *sql.DB, id int) error {
	stmt, err := db.Prepare("UPDATE t SET n = ?")
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.Exec(id)
	return err
}

// The end of the transaction closes what was prepared in it (database/sql/sql.go, Tx.closePrepared).
func inTransaction(db *sql.DB, id int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := tx.Prepare("UPDATE t SET n = ?")
	if err != nil {
		return err
	}
	if _, err := stmt.Exec(id); err != nil {
		return err
	}
	return tx.Commit()
}

// Prepared once, used as long as the service runs.
type store struct {
	db    *sql.DB
	get   *sql.Stmt
	named map[string]*sql.Stmt
}

var global *sql.Stmt

func open(db *sql.DB) (*store, error) {
	get, err := db.Prepare("SELECT 1")
	if err != nil {
		return nil, err
	}
	return &store{db: db, get: get, named: map[string]*sql.Stmt{}}, nil
}

func (s *store) prepare(name, query string) error {
	stmt, err := s.db.Prepare(query)
	if err != nil {
		return err
	}
	s.named[name] = stmt
	return nil
}

func (s *store) init() (err error) {
	s.get, err = s.db.Prepare("SELECT 1")
	return err
}

func setGlobal(db *sql.DB) {
	stmt, err := db.Prepare("SELECT 1")
	if err != nil {
		log.Fatal(err)
	}
	global = stmt
}

func all(db *sql.DB, queries []string) ([]*sql.Stmt, error) {
	var out []*sql.Stmt
	for _, query := range queries {
		stmt, err := db.Prepare(query)
		if err != nil {
			return nil, err
		}
		out = append(out, stmt)
	}
	return out, nil
}

func given(db *sql.DB) (*sql.Stmt, error) { return db.Prepare("SELECT 1") }

func lazily(db *sql.DB) func() (*sql.Stmt, error) {
	return func() (*sql.Stmt, error) { return db.Prepare("SELECT 1") }
}
