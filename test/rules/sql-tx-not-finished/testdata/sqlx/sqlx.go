package sqlxtx

import "github.com/jmoiron/sqlx"

func earlyReturn(db *sqlx.DB, arg any) error {
	tx, err := db.Beginx() // want sql-tx-not-finished warning high
	if err != nil {
		return err
	}
	if _, err := tx.NamedExec("UPDATE t SET n = :n", arg); err != nil {
		return err
	}
	return tx.Commit()
}

func must(db *sqlx.DB) error {
	tx := db.MustBegin() // want sql-tx-not-finished
	if _, err := tx.Exec("UPDATE t SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

func deferred(db *sqlx.DB) error {
	tx := db.MustBegin()
	defer tx.Rollback()
	if _, err := tx.Exec("UPDATE t SET n = 1"); err != nil {
		return err
	}
	return tx.Commit()
}
