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
