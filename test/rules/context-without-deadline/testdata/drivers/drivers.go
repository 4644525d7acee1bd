package drivers

import (
	"context"
	"database/sql"
)

func open(name string) (*sql.DB, error) {
	return sql.Open("bigquery", "bigquery://"+name)
}

// The driver makes a client and asks nobody.
func take(db *sql.DB) error {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return err
	}
	return conn.Close()
}
