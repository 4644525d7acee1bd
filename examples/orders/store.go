package main

import (
	"context"
	"database/sql"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

type order struct {
	ID      int64
	Amount  int64
	Created time.Time
}

type store struct {
	db *sql.DB
}

// openDatabase leaves the pool without a limit, and the driver without parseTime although orders have times.
func openDatabase() (*sql.DB, error) {
	db, err := sql.Open("mysql", "orders:secret@tcp(db:3306)/orders?charset=utf8mb4")
	if err != nil {
		return nil, err
	}
	return db, nil
}

func (s *store) find(ctx context.Context, id int64) (order, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var o order
	row := s.db.QueryRowContext(ctx, "SELECT id, amount, created FROM orders WHERE id = ?", id)
	err := row.Scan(&o.ID, &o.Amount, &o.Created)
	return o, err
}

// archive waits for the database as long as the database likes.
func (s *store) archive(id int64) error {
	_, err := s.db.ExecContext(context.Background(), "UPDATE orders SET archived = 1 WHERE id = ?", id)
	return err
}

func (s *store) list(ctx context.Context) ([]order, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, amount, created FROM orders LIMIT 100")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []order
	for rows.Next() {
		var o order
		if err := rows.Scan(&o.ID, &o.Amount, &o.Created); err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	return all, rows.Err()
}
