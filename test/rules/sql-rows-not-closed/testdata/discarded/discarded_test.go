package discarded

import (
	"database/sql"
	"testing"
)

// The query has to fail: with an error there are no rows.
func TestFails(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Query("SELECT * FROM nowhere")
	if err == nil {
		t.Fatal("want an error")
	}
}

func TestSucceeds(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Query("SELECT 1") // want sql-rows-not-closed
	if err != nil {
		t.Fatal(err)
	}
}

// Only a test that has failed leaves them open.
func TestLastRow(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query("SELECT 1")
	if err != nil {
		t.Fatal(err)
	}
	if rows.Next() {
		t.Error("a row that should not be there")
	}
}

func TestFailsSoftly(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Begin()
	if err == nil {
		t.Error("want an error")
	}
}
