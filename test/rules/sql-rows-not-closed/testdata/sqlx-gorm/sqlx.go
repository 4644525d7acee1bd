package sqlxgorm

import (
	"github.com/jmoiron/sqlx"
	"gorm.io/gorm"
)

type user struct{ Name string }

func structScan(db *sqlx.DB) ([]user, error) {
	rows, err := db.Queryx("SELECT name FROM users") // want sql-rows-not-closed warning high
	if err != nil {
		return nil, err
	}
	var out []user
	for rows.Next() {
		var u user
		if err := rows.StructScan(&u); err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, rows.Err()
}

// StructScan of the package reads to the end, but not when it fails before.
func allAtOnce(db *sqlx.DB) ([]user, error) {
	rows, err := db.NamedQuery("SELECT name FROM users WHERE name = :name", user{"a"}) // want sql-rows-not-closed
	if err != nil {
		return nil, err
	}
	var out []user
	err = sqlx.StructScan(rows, &out)
	return out, err
}

func selected(db *sqlx.DB) ([]user, error) {
	var out []user
	err := db.Select(&out, "SELECT name FROM users")
	return out, err
}

func scanRows(db *gorm.DB) ([]user, error) {
	rows, err := db.Model(&user{}).Rows() // want sql-rows-not-closed
	if err != nil {
		return nil, err
	}
	var out []user
	for rows.Next() {
		var u user
		if err := db.ScanRows(rows, &u); err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, rows.Err()
}

// scanNumber reads all other rows too, and they are closed by then.
func scanNumber(db *gorm.DB) (int, error) {
	rows, err := db.Model(&user{}).Rows()
	if err != nil {
		return 0, err
	}
	var id int
	for rows.Next() {
		if err := db.ScanRows(rows, &id); err != nil {
			return 0, err
		}
	}
	return id, rows.Err()
}

func closed(db *gorm.DB) error {
	rows, err := db.Raw("SELECT name FROM users").Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var u user
		if err := db.ScanRows(rows, &u); err != nil {
			return err
		}
	}
	return rows.Err()
}
