package names

import (
	"database/sql"
	"errors"
	"strconv"
	"testing"
)

func fill(rows *sql.Rows, into *[]string) error {
	if into == nil {
		return errors.New("nowhere to put them")
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		*into = append(*into, name)
	}
	return rows.Err()
}

func first(rows *sql.Rows, into *string) error {
	for rows.Next() {
		if err := rows.Scan(into); err != nil {
			return err
		}
		break
	}
	return rows.Err()
}

// What a row holds ends it as well.
func parsed(rows *sql.Rows, into *[]int) error {
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		number, err := strconv.Atoi(text)
		if err != nil {
			return err
		}
		*into = append(*into, number)
	}
	return rows.Err()
}

var db *sql.DB

func TestNames(t *testing.T) {
	var names []string
	rows, err := db.Query("SELECT name FROM names") // want sql-rows-not-closed info low
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(rows, &names); err != nil {
		t.Error(err)
	}
}

func TestFirst(t *testing.T) {
	var name string
	rows, err := db.Query("SELECT name FROM names") // want sql-rows-not-closed warning high
	if err != nil {
		t.Fatal(err)
	}
	if err := first(rows, &name); err != nil {
		t.Error(err)
	}
}

func TestParsed(t *testing.T) {
	var numbers []int
	rows, err := db.Query("SELECT name FROM names") // want sql-rows-not-closed warning high
	if err != nil {
		t.Fatal(err)
	}
	if err := parsed(rows, &numbers); err != nil {
		t.Error(err)
	}
}
