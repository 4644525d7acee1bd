package dialling

import (
	"context"
	"database/sql"

	_ "github.com/go-sql-driver/mysql"
)

func open(name string) (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/"+name)
}

// The driver dials the server.
func take(db *sql.DB) error {
	conn, err := db.Conn(context.Background()) // want context-without-deadline
	if err != nil {
		return err
	}
	return conn.Close()
}
