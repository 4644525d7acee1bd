package libraries

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jmoiron/sqlx"
	"gorm.io/gorm"
)

type user struct{ Name string }

func pgxLoop(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	rows, err := conn.Query(ctx, "SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() { // want sql-rows-err-unchecked warning high
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, nil
}

func pgxAsked(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, "SELECT name FROM users")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

func collected(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	rows, err := conn.Query(ctx, "SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

func structScan(db *sqlx.DB) ([]user, error) {
	rows, err := db.Queryx("SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []user
	for rows.Next() { // want sql-rows-err-unchecked
		var u user
		if err := rows.StructScan(&u); err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, nil
}

func scanRows(db *gorm.DB) ([]user, error) {
	rows, err := db.Model(&user{}).Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []user
	for rows.Next() { // want sql-rows-err-unchecked
		var u user
		if err := db.ScanRows(rows, &u); err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, nil
}
