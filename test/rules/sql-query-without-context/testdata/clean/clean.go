package clean

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"time"

	_ "github.com/go-sql-driver/mysql"
	_ "github.com/mattn/go-sqlite3"
	"github.com/spf13/cobra"
)

func with(ctx context.Context, db *sql.DB, id int) error {
	_, err := db.ExecContext(ctx, "DELETE FROM users WHERE id = ?", id)
	return err
}

// Not SQL.
func query(u *url.URL) string {
	return u.Query().Get("q")
}

// A database inside the process has no server that may not answer.
func local(ctx context.Context) error {
	db, err := sql.Open("sqlite3", "file:local.db")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec("DELETE FROM users")
	return err
}

// Schema changes take as long as they take.
func migrate(ctx context.Context, db *sql.DB) error {
	if _, err := db.Exec("CREATE TABLE users (id INT)"); err != nil {
		return err
	}
	_, err := db.Exec("INSERT INTO versions VALUES (1)")
	return err
}

func backup(db *sql.DB, file string) error {
	stmt, err := db.PrepareContext(context.Background(), "VACUUM INTO ?")
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.Exec(file)
	return err
}

// It is asked to wait.
func lock(db *sql.DB) error {
	_, err := db.Exec("SELECT pg_advisory_lock(1)")
	return err
}

// Cleaning up goes on whatever has become of the context.
func withTable(ctx context.Context, db *sql.DB) error {
	defer db.Exec("DELETE FROM scratch")
	_, err := db.ExecContext(ctx, "INSERT INTO scratch VALUES (1)")
	return err
}

// Rollback and Commit take no context.
func both(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return tx.Commit()
}

// A command does one thing, and whoever started it waits for it.
func list(db *sql.DB) *cobra.Command {
	return &cobra.Command{
		Use: "count",
		RunE: func(cmd *cobra.Command, args []string) error {
			var n int
			return db.QueryRow("SELECT count(*) FROM users").Scan(&n)
		},
	}
}

var started = open()

func open() *sql.DB {
	db, err := sql.Open("mysql", "app@tcp(db:3306)/app")
	if err != nil {
		panic(err)
	}
	if err := db.Ping(); err != nil {
		panic(err)
	}
	return db
}

type other struct{}

func (other) Query(string) error { return nil }

func own(ctx context.Context, o other) error {
	return o.Query("SELECT 1")
}

// It waits for the database to come up.
func ready(db *sql.DB) {
	for {
		err := db.Ping()
		if err == nil {
			break
		}
		time.Sleep(time.Second)
	}
}

type table struct{ name, column string }

func (t table) widen() string {
	return fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s TEXT", t.name, t.column)
}

// A method puts the text of the schema change together.
func widen(ctx context.Context, db *sql.DB, t table, again func(func() error) error) error {
	statement := t.widen()
	return again(func() error {
		_, err := db.Exec(statement)
		return err
	})
}

// A lock on tables is asked to wait, as long as the session allows.
func freeze(ctx context.Context, tx *sql.Tx, seconds int, name string) error {
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("SET SESSION lock_wait_timeout = %d", seconds)); err != nil {
		return err
	}
	statement := fmt.Sprintf("LOCK /* cut over */ TABLES %s WRITE", name)
	_, err := tx.Exec(statement)
	return err
}
