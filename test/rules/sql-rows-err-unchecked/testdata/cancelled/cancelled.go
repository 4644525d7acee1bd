package cancelled

import (
	"context"
	"database/sql"
	"time"
)

// Only the time that the end takes is of interest.
func untilCancelled(db *sql.DB) (time.Duration, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	begun := time.Now()
	rows, err := db.QueryContext(ctx, "SELECT n FROM numbers")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() { // want sql-rows-err-unchecked info low
		cancel()
	}
	return time.Since(begun), nil
}

// The context of another query.
func besides(db *sql.DB, names []string) ([]string, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	other, stop := context.WithCancel(ctx)
	go watch(other)
	rows, err := db.QueryContext(ctx, "SELECT name FROM users")
	if err != nil {
		stop()
		return nil, err
	}
	defer rows.Close()
	for rows.Next() { // want sql-rows-err-unchecked warning high
		stop()
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// Most rounds go on.
func upTo(db *sql.DB, most int) ([]string, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows, err := db.QueryContext(ctx, "SELECT name FROM users")
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
		if len(names) == most {
			cancel()
		}
	}
	return names, nil
}

func watch(ctx context.Context) { <-ctx.Done() }
