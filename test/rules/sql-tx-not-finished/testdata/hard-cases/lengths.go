package hard

import (
	"database/sql"
	"errors"
	"math"
)

// putFew takes as many as a statement has room for.
func putFew(db *sql.DB, values []string) error {
	tx, err := db.Begin() // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if len(values) > math.MaxUint16 {
		return errors.New("too many values")
	}
	for _, value := range values {
		if _, err := tx.Exec("INSERT INTO names VALUES (?)", value); err != nil {
			_ = tx.Rollback()
			return err
		}
	}
	return tx.Commit()
}
