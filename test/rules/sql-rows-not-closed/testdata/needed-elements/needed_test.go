package needed

import (
	"database/sql"
	"testing"
)

func names(rows *sql.Rows) ([]string, error) {
	var found []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		found = append(found, name)
	}
	return found, nil
}

func query(t *testing.T, db *sql.DB, text string) *sql.Rows {
	rows, err := db.Query(text)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The first rows are read to their end where an element of what was read is there.
func TestFirst(t *testing.T) {
	db := open(t)
	rows, err := db.Query("SELECT name FROM users ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	found, err := names(rows)
	if err != nil {
		t.Error(err)
	}
	if found[0] != "ann" {
		t.Error(found)
	}
	rows, err = db.Query("SELECT name FROM users ORDER BY age") // want sql-rows-not-closed low
	if err != nil {
		t.Fatal(err)
	}
	found, err = names(rows)
	if err != nil || len(found) != 1 {
		t.Log(err)
	}
}

// Nothing is needed of what was read.
func TestCount(t *testing.T) {
	db := open(t)
	rows, err := db.Query("SELECT name FROM users ORDER BY name") // want sql-rows-not-closed low
	if err != nil {
		t.Fatal(err)
	}
	found, err := names(rows)
	if err != nil {
		t.Log(err)
	}
	if len(found) != 1 {
		t.Log(found)
	}
	rows = query(t, db, "SELECT name FROM users ORDER BY age")
	defer rows.Close()
}

func open(t *testing.T) *sql.DB {
	db, err := sql.Open("test", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return db
}
