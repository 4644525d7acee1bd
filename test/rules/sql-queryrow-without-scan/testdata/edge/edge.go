package edge

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	"gorm.io/gorm"
)

// One path leaves before the row is scanned.
func early(db *sql.DB, wanted bool) (int, error) {
	row := db.QueryRow("SELECT n FROM t") // want sql-queryrow-without-scan warning high
	if !wanted {
		return 0, nil
	}
	var n int
	err := row.Scan(&n)
	return n, err
}

// The helper only looks at the error.
func throughHelper(db *sql.DB) error {
	row := db.QueryRow("SELECT n FROM t") // want sql-queryrow-without-scan warning high
	return check(row)
}

func check(row *sql.Row) error { return row.Err() }

type store struct{ db *sql.DB }

func (s *store) row(id int) *sql.Row { return s.db.QueryRow("SELECT n FROM t WHERE id = ?", id) }

func (s *store) exists(id int) bool {
	return s.row(id).Err() == nil // want sql-queryrow-without-scan warning high
}

// Until the end of the transaction.
func inTransaction(ctx context.Context, tx *sql.Tx) error {
	return tx.QueryRowContext(ctx, "UPDATE t SET n = 1").Err() // want sql-queryrow-without-scan info high
}

type querier interface {
	QueryRow(query string, args ...any) *sql.Row
}

func throughInterface(q querier) error {
	return q.QueryRow("UPDATE t SET n = 1").Err() // want sql-queryrow-without-scan info medium
}

func extended(db *sqlx.DB) ([]string, error) {
	return db.QueryRowx("SELECT * FROM t").Columns() // want sql-queryrow-without-scan warning high
}

func throughGorm(db *gorm.DB) error {
	return db.Raw("SELECT 1").Row().Err() // want sql-queryrow-without-scan warning high
}

func ofPool(ctx context.Context, pool *pgxpool.Pool) {
	pool.QueryRow(ctx, "UPDATE t SET n = 1") // want sql-queryrow-without-scan warning high
}

// The first row is lost when the variable gets the second.
func overwritten(db *sql.DB) (int, error) {
	row := db.QueryRow("SELECT 1") // want sql-queryrow-without-scan
	if row.Err() == nil {
		row = db.QueryRow("SELECT 2")
	}
	var n int
	return n, row.Scan(&n)
}

func inLoop(db *sql.DB, ids []int) error {
	for _, id := range ids {
		if db.QueryRow("DELETE FROM t WHERE id = ?", id).Err() != nil { // want sql-queryrow-without-scan
			return errors.New("not deleted")
		}
	}
	return nil
}
