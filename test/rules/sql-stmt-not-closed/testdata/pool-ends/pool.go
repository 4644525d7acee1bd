// A statement ends with the connections of its pool.
package poolends

import "database/sql"

// The pool is closed with the function, and the statement with its connections.
func shortLived(id int) error {
	db, err := sql.Open("mysql", "user@/db")
	if err != nil {
		return err
	}
	defer db.Close()
	stmt, err := db.Prepare("UPDATE t SET n = ?") // want sql-stmt-not-closed hint low
	if err != nil {
		return err
	}
	_, err = stmt.Exec(id)
	return err
}

// They add up until then.
func eachPrepared(ids []int) error {
	db, err := sql.Open("mysql", "user@/db")
	if err != nil {
		return err
	}
	defer db.Close()
	for _, id := range ids {
		stmt, err := db.Prepare("UPDATE t SET n = ?") // want sql-stmt-not-closed info high
		if err != nil {
			return err
		}
		if _, err := stmt.Exec(id); err != nil {
			return err
		}
	}
	return nil
}

// Whoever has the pool keeps it.
func longLived(db *sql.DB, id int) error {
	stmt, err := db.Prepare("UPDATE t SET n = ?") // want sql-stmt-not-closed warning high
	if err != nil {
		return err
	}
	_, err = stmt.Exec(id)
	return err
}
