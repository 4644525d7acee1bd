package committed

import (
	"context"
	"database/sql"
)

// A connection that broke in the loop does not commit.
func claim(ctx context.Context, db *sql.DB, pick *sql.Stmt) ([]string, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	rows, err := tx.Stmt(pick).QueryContext(ctx)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() { // want sql-rows-err-unchecked info low
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	if _, err := tx.ExecContext(ctx, "UPDATE jobs SET state = 'claimed'"); err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	return names, nil
}

// Nobody looks at what the commit says.
func claimSilently(ctx context.Context, db *sql.DB) ([]string, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT name FROM jobs")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() { // want sql-rows-err-unchecked warning high
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	_ = tx.Commit()
	return names, nil
}
