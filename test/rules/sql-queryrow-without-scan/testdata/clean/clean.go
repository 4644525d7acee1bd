package clean

import (
	"context"
	"database/sql"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
)

type user struct {
	ID   int
	Name string
}

func inPlace(ctx context.Context, db *sql.DB) (n int, err error) {
	err = db.QueryRowContext(ctx, "SELECT n FROM t").Scan(&n)
	return
}

// With an error there are no rows behind the row.
func errFirst(db *sql.DB) (int, error) {
	row := db.QueryRow("SELECT n FROM t")
	if err := row.Err(); err != nil {
		return 0, err
	}
	var n int
	return n, row.Scan(&n)
}

func errCompared(db *sql.DB) (int, error) {
	row := db.QueryRow("SELECT n FROM t")
	if row.Err() != nil {
		return 0, row.Err()
	}
	var n int
	return n, row.Scan(&n)
}

type scanner interface {
	Scan(dest ...any) error
}

func scan(s scanner) (user, error) {
	var u user
	err := s.Scan(&u.ID, &u.Name)
	return u, err
}

func throughHelper(db *sql.DB) (user, error) {
	return scan(db.QueryRow("SELECT id, name FROM users"))
}

func throughVariable(db *sql.DB) (user, error) {
	row := db.QueryRow("SELECT id, name FROM users")
	return scan(row)
}

func handedOn(db *sql.DB) *sql.Row { return db.QueryRow("SELECT 1") }

func asInterface(db *sql.DB) scanner { return db.QueryRow("SELECT 1") }

type holder struct{ row *sql.Row }

func (h *holder) open(db *sql.DB) { h.row = db.QueryRow("SELECT 1") }

func held(db *sql.DB) *holder { return &holder{row: db.QueryRow("SELECT 1")} }

func sent(db *sql.DB, rows chan<- *sql.Row) { rows <- db.QueryRow("SELECT 1") }

func literal(db *sql.DB) (int, error) {
	row := db.QueryRow("SELECT 1")
	var n int
	read := func() error { return row.Scan(&n) }
	return n, read()
}

func chosen(db *sql.DB, all bool) (int, error) {
	var row *sql.Row
	if all {
		row = db.QueryRow("SELECT COUNT(*) FROM t")
	} else {
		row = db.QueryRow("SELECT COUNT(*) FROM t WHERE n > 1")
	}
	var n int
	return n, row.Scan(&n)
}

func extended(db *sqlx.DB) (u user, err error) {
	if err := db.QueryRowx("SELECT * FROM users").StructScan(&u); err != nil {
		return u, err
	}
	values := map[string]any{}
	if err := db.QueryRowx("SELECT * FROM users").MapScan(values); err != nil {
		return u, err
	}
	row := db.QueryRowx("SELECT * FROM users")
	if _, err := row.Columns(); err != nil {
		return u, err
	}
	_, err = sqlx.SliceScan(row)
	return u, err
}

// The end of the context closes the rows behind the row.
func cancelled(db *sql.DB) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return db.QueryRowContext(ctx, "DELETE FROM t").Err()
}

func ofPool(ctx context.Context, pool *pgxpool.Pool) (n int, err error) {
	err = pool.QueryRow(ctx, "SELECT 1").Scan(&n)
	return
}

// The next statement on the connection tells at once.
func ofConnection(ctx context.Context, conn *pgx.Conn) { conn.QueryRow(ctx, "SELECT 1") }

type table struct{}

// A method of the same name that has nothing to do with a database.
func (table) QueryRow(n int) table { return table{} }

func (table) Err() error { return nil }

func other(t table) error {
	t.QueryRow(1)
	return t.QueryRow(2).Err()
}
