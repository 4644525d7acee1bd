package main

import (
	"database/sql"
	"errors"
	"fmt"
	"log"
	"os"
)

func main() {
	db, err := sql.Open("sqlite", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if err := report(db); err != nil {
		log.Fatal(err)
	}
	if _, err := count(db); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	for {
		if err := retried(db); err == nil {
			break
		}
	}
	if err := shown(db); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(run(db))
}

// Whatever it returns, the process ends.
func run(db *sql.DB) int {
	if err := checked(db); err != nil {
		return 1
	}
	return 0
}

// Every caller passes the error on to one that ends the process.
func report(db *sql.DB) error {
	names, err := names(db)
	if err != nil {
		return err
	}
	fmt.Println(names)
	if err := listed(db); err != nil {
		return fmt.Errorf("list: %w", err)
	}
	return nil
}

func names(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM t") // want sql-rows-not-closed info low
	if err != nil {
		return nil, err
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

var errNegative = errors.New("negative")

// Two exits; both end the process.
func listed(db *sql.DB) error {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed info low
	if err != nil {
		return err
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return fmt.Errorf("scan: %w", err)
		}
		if n < 0 {
			return errNegative
		}
	}
	return rows.Err()
}

// One exit is no failure.
func shown(db *sql.DB) error {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return err
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
		if n > 10 {
			return nil
		}
	}
	return rows.Err()
}

// The caller says so and goes on.
func count(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return 0, err
	}
	total := 0
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
		total += n
	}
	return total, rows.Err()
}

// The caller tries again.
func retried(db *sql.DB) error {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return err
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}

func checked(db *sql.DB) error {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed info low
	if err != nil {
		return err
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}
