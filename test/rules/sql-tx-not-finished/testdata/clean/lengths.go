package clean

import (
	"database/sql"
	"errors"
	"math"
)

// put guards the size of what it makes against an overflow.
func put(db *sql.DB, values map[string]string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if len(values) > math.MaxInt/2 {
		return errors.New("too many values")
	}
	given := make([]any, 0, 2*len(values))
	for name, value := range values {
		given = append(given, name, value)
	}
	if _, err := tx.Exec("INSERT INTO pairs VALUES (?, ?)", given...); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}
