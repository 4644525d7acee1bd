package counted

import "database/sql"

const most = 100

// Nothing is open while the number is 0.
func Import(db *sql.DB, rows <-chan string) error {
	var (
		tx    *sql.Tx
		err   error
		count int
	)
	for row := range rows {
		if count == 0 {
			if tx, err = db.Begin(); err != nil { // want sql-tx-not-finished info low
				return err
			}
		}
		if _, err := tx.Exec("INSERT INTO rows VALUES (?)", row); err != nil {
			_ = tx.Rollback()
			return err
		}
		if count++; count == most {
			if err := tx.Commit(); err != nil {
				return err
			}
			count = 0
		}
	}
	if count == 0 {
		return nil
	}
	return tx.Commit()
}

// What is asked on the way out has nothing to do with the beginning.
func Sample(db *sql.DB, rows <-chan string, isDry bool) error {
	var (
		tx    *sql.Tx
		err   error
		count int
	)
	for row := range rows {
		if count == 0 {
			if tx, err = db.Begin(); err != nil { // want sql-tx-not-finished warning high
				return err
			}
		}
		count++
		if isDry {
			return nil
		}
		if _, err := tx.Exec("INSERT INTO rows VALUES (?)", row); err != nil {
			_ = tx.Rollback()
			return err
		}
	}
	return tx.Commit()
}
