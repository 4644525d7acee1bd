// Destinations that are not seen, or that decide themselves what they take: the fix is only suggested.
package store

import (
	"context"
	"database/sql"

	_ "github.com/go-sql-driver/mysql"
)

type day struct{ text string }

func (d *day) Scan(value any) error {
	d.text = string(value.([]byte))
	return nil
}

func open() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop") // want mysql-parse-time-missing warning high
}

func one(ctx context.Context, db *sql.DB, into ...any) error {
	var created sql.NullTime
	var d day
	if err := db.QueryRowContext(ctx, "SELECT created_at, day FROM orders").Scan(&created, &d); err != nil {
		return err
	}
	return db.QueryRowContext(ctx, "SELECT * FROM orders").Scan(into...)
}
