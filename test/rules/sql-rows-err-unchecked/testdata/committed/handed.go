package committed

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
)

// Its caller commits, and looks at the error.
func due(ctx context.Context, tx *sql.Tx, limit int) ([]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT name FROM timers WHERE due LIMIT ?", limit)
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
	return names, nil
}

func fire(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	names, err := due(ctx, tx, 10)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := tx.ExecContext(ctx, "UPDATE timers SET due = FALSE WHERE name = ?", name); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// One of its callers only reads, and lets the transaction go.
func open(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT name FROM tickets")
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
	return names, nil
}

func closeAll(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := open(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

func list(ctx context.Context, db *sql.DB) ([]string, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	return open(ctx, tx)
}

// The batch is closed by the caller, which looks at the error.
func names(results pgx.BatchResults, count int) ([]string, error) {
	var all []string
	for range count {
		rows, err := results.Query()
		if err != nil {
			return nil, err
		}
		for rows.Next() { // want sql-rows-err-unchecked info low
			var name string
			if err := rows.Scan(&name); err != nil {
				return nil, err
			}
			all = append(all, name)
		}
	}
	return all, nil
}

func readTwo(ctx context.Context, conn *pgx.Conn, batch *pgx.Batch) ([]string, error) {
	results := conn.SendBatch(ctx, batch)
	all, err := names(results, 2)
	if err != nil {
		_ = results.Close()
		return nil, err
	}
	if err := results.Close(); err != nil {
		return nil, err
	}
	return all, nil
}

// A deferred Close tells nobody.
func first(ctx context.Context, conn *pgx.Conn, batch *pgx.Batch) ([]string, error) {
	results := conn.SendBatch(ctx, batch)
	defer results.Close()
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	var all []string
	for rows.Next() { // want sql-rows-err-unchecked warning high
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		all = append(all, name)
	}
	return all, nil
}

func inTransaction(ctx context.Context, db *sql.DB, run func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err = run(tx); err == nil {
		err = tx.Commit()
	}
	return err
}

// What runs the literal commits behind it.
func archive(ctx context.Context, db *sql.DB) error {
	return inTransaction(ctx, db, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT id FROM tickets WHERE closed")
		if err != nil {
			return err
		}
		defer rows.Close()
		var ids []int64
		for rows.Next() { // want sql-rows-err-unchecked info low
			var id int64
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "INSERT INTO archive VALUES (?)", id); err != nil {
				return err
			}
		}
		return nil
	})
}

func atLast(ctx context.Context, db *sql.DB, run func(tx *sql.Tx) error) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
			return
		}
		err = tx.Commit()
	}()
	return run(tx)
}

func readLast(ctx context.Context, db *sql.DB) (count int, err error) {
	err = atLast(ctx, db, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT id FROM tickets")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() { // want sql-rows-err-unchecked info low
			count++
		}
		return nil
	})
	return count, err
}

func readOnly(ctx context.Context, db *sql.DB, run func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return run(tx)
}

// Nobody commits what is only read.
func count(ctx context.Context, db *sql.DB) (count int, err error) {
	err = readOnly(ctx, db, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT id FROM tickets")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() { // want sql-rows-err-unchecked warning high
			count++
		}
		return nil
	})
	return count, err
}

func inLibrary(ctx context.Context, conn *pgx.Conn) (count int, err error) {
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, "SELECT id FROM tickets")
		if err != nil {
			return err
		}
		for rows.Next() { // want sql-rows-err-unchecked info low
			count++
		}
		return nil
	})
	return count, err
}
