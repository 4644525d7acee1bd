package store

import (
	"context"
	"time"

	_ "github.com/go-sql-driver/mysql"
	"github.com/jmoiron/sqlx"
)

type timestamps struct {
	CreatedAt time.Time  `db:"created_at"`
	DeletedAt *time.Time `db:"deleted_at"`
}

type order struct {
	ID int64 `db:"id"`
	timestamps
}

type store struct{ db *sqlx.DB }

func open() *store {
	return &store{db: sqlx.MustConnect("mysql", "app@tcp(db:3306)/shop")} // want mysql-parse-time-missing warning high
}

func (s *store) order(ctx context.Context, id int64) (*order, error) {
	var found order
	if err := s.db.GetContext(ctx, &found, "SELECT * FROM orders WHERE id = ?", id); err != nil {
		return nil, err
	}
	return &found, nil
}
