package basic

import (
	"context"
	"database/sql"
)

func asked(ctx context.Context, db *sql.DB, id int) error {
	return db.QueryRowContext(ctx, "UPDATE users SET seen = now() WHERE id = ?", id).Err() // want sql-queryrow-without-scan warning high
}

func askedInIf(db *sql.DB) error {
	if err := db.QueryRow("DELETE FROM users").Err(); err != nil { // want sql-queryrow-without-scan warning high
		return err
	}
	return nil
}

func dropped(db *sql.DB) (int, error) {
	db.QueryRow("INSERT INTO users VALUES (1)") // want sql-queryrow-without-scan warning high
	return 1, nil
}

func blank(db *sql.DB) {
	_ = db.QueryRow("INSERT INTO users VALUES (1)") // want sql-queryrow-without-scan warning high
}

func blankWithError(db *sql.DB, id int) error {
	_ = db.QueryRow( // want sql-queryrow-without-scan warning high
		"INSERT INTO users VALUES (?)",
		id,
	)
	return nil
}

func named(stmt *sql.Stmt) error {
	row := stmt.QueryRow(1) // want sql-queryrow-without-scan warning high
	if err := row.Err(); err != nil {
		return err
	}
	return nil
}

func inGoroutine(db *sql.DB) {
	go db.QueryRow("DELETE FROM users") // want sql-queryrow-without-scan
}
