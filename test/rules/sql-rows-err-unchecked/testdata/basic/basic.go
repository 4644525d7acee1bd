package basic

import (
	"context"
	"database/sql"
	"log"
)

type user struct{ name string }

func names(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT name FROM users")
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

func otherResults(db *sql.DB) (users map[string]user, count int, ok bool, last user, err error) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		return nil, 0, false, user{}, err
	}
	defer rows.Close()
	users = map[string]user{}
	for rows.Next() { // want sql-rows-err-unchecked
		if err := rows.Scan(&last.name); err != nil {
			return nil, 0, false, user{}, err
		}
		users[last.name] = last
	}
	return users, len(users), true, last, nil
}

// Nobody gets an error, so what to do with it is for a person to say.
func logged(db *sql.DB) int {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		log.Print(err)
		return 0
	}
	defer rows.Close()
	count := 0
	for rows.Next() { // want sql-rows-err-unchecked
		count++
	}
	return count
}

// The question before the loop says nothing about its end.
func askedTooEarly(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	if err := rows.Err(); err != nil {
		return 0, err
	}
	count := 0
	for rows.Next() { // want sql-rows-err-unchecked
		count++
	}
	return count, nil
}

// In the loop there is no error yet.
func askedInside(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	count := 0
	for rows.Next() { // want sql-rows-err-unchecked
		if rows.Err() != nil {
			break
		}
		count++
	}
	if err := rows.Close(); err != nil {
		return 0, err
	}
	return count, nil
}

// The second rows are asked, the first ones are not.
func two(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	count := 0
	for rows.Next() { // want sql-rows-err-unchecked
		count++
	}
	rows, err = db.Query("SELECT 2")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		count++
	}
	return count, rows.Err()
}

func conditional(db *sql.DB, first bool) int {
	var rows *sql.Rows
	var err error
	if first {
		rows, err = db.Query("SELECT 1")
	} else {
		rows, err = db.Query("SELECT 2")
	}
	if err != nil {
		return 0
	}
	defer rows.Close()
	count := 0
	for rows.Next() { // want sql-rows-err-unchecked
		count++
	}
	return count
}
