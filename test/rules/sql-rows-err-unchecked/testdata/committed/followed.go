package committed

import (
	"context"
	"database/sql"
)

// remove runs another statement of the transaction behind the loop.
func remove(ctx context.Context, tx *sql.Tx, find, drop *sql.Stmt, id string) error {
	rows, err := tx.StmtContext(ctx, find).QueryContext(ctx, id)
	if err != nil {
		return err
	}
	defer rows.Close()
	var parts []string
	for rows.Next() { // want sql-rows-err-unchecked low
		var part string
		if err := rows.Scan(&part); err != nil {
			return err
		}
		parts = append(parts, part)
	}
	_, err = tx.StmtContext(ctx, drop).ExecContext(ctx, id)
	return err
}

// removeSilently drops what the statement says.
func removeSilently(ctx context.Context, tx *sql.Tx, id string) ([]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT part FROM parts WHERE id = ?", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var parts []string
	for rows.Next() { // want sql-rows-err-unchecked
		var part string
		if err := rows.Scan(&part); err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	_, _ = tx.ExecContext(ctx, "DELETE FROM parts WHERE id = ?", id)
	return parts, nil
}

// removeElsewhere runs it on another connection.
func removeElsewhere(ctx context.Context, tx *sql.Tx, db *sql.DB, id string) error {
	rows, err := tx.QueryContext(ctx, "SELECT part FROM parts WHERE id = ?", id)
	if err != nil {
		return err
	}
	defer rows.Close()
	var parts []string
	for rows.Next() { // want sql-rows-err-unchecked
		var part string
		if err := rows.Scan(&part); err != nil {
			return err
		}
		parts = append(parts, part)
	}
	_, err = db.ExecContext(ctx, "DELETE FROM parts WHERE id = ?", len(parts))
	return err
}
