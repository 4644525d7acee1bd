package basic

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"
)

func never(db *sql.DB, id int) error {
	stmt, err := db.Prepare("UPDATE t SET n = ?") // want sql-stmt-not-closed warning high
	if err != nil {
		return err
	}
	_, err = stmt.Exec(id)
	return err
}

func onOnePath(ctx context.Context, db *sql.DB, id int) error {
	stmt, err := db.PrepareContext(ctx, "UPDATE t SET n = ?") // want sql-stmt-not-closed
	if err != nil {
		return err
	}
	if _, err := stmt.Exec(id); err != nil {
		return err
	}
	return stmt.Close()
}

func onConn(ctx context.Context, conn *sql.Conn) error {
	stmt, err := conn.PrepareContext(ctx, "UPDATE t SET n = 1") // want sql-stmt-not-closed
	if err != nil {
		return err
	}
	_, err = stmt.Exec()
	return err
}

// Every iteration prepares another one.
func inLoop(db *sql.DB, ids []int) error {
	for _, id := range ids {
		stmt, err := db.Prepare("UPDATE t SET n = ?") // want sql-stmt-not-closed
		if err != nil {
			return err
		}
		if _, err := stmt.Exec(id); err != nil {
			return err
		}
	}
	return nil
}

func named(db *sqlx.DB, arg any) error {
	stmt, err := db.PrepareNamed("UPDATE t SET n = :n") // want sql-stmt-not-closed
	if err != nil {
		return err
	}
	_, err = stmt.Exec(arg)
	return err
}

func preparex(db *sqlx.DB, dest any) error {
	stmt, err := db.Preparex("SELECT n FROM t") // want sql-stmt-not-closed
	if err != nil {
		return err
	}
	return stmt.Get(dest)
}
