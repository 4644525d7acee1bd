// A helper of tests in a file of another name.
package testutil

import (
	"database/sql"
	"testing"

	_ "github.com/go-sql-driver/mysql"
)

var shared *sql.DB

func DB(t *testing.T) *sql.DB {
	t.Helper()
	if shared == nil {
		db, err := sql.Open("mysql", "root@tcp(localhost:3306)/test")
		if err != nil {
			t.Fatal(err)
		}
		shared = db
	}
	return shared
}
