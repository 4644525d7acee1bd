package stores

import (
	"database/sql"

	_ "github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
)

// Open opens one of the two.
func Open(driver, source string) (*sql.DB, error) { return sql.Open(driver, source) }
