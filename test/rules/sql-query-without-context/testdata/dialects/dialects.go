// Package dialects opens what the configuration names.
package dialects

import (
	"database/sql"

	_ "github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
)

// Open opens a database of either kind.
func Open(driver, source string) (*sql.DB, error) {
	return sql.Open(driver, source)
}
