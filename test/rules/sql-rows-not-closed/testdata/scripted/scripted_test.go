package scripted

import (
	"context"
	"database/sql"
	"testing"

	sqlmock "github.com/DATA-DOG/go-sqlmock"
)

// The rows are those that the test writes down.
func TestApply(t *testing.T) {
	db, err := sqlmock.New()
	if err != nil {
		t.Skip(err)
	}
	defer db.Close()
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	one := func(ctx context.Context, conn *sql.Conn) error {
		_, err := conn.QueryContext(ctx, "SELECT 1") // want sql-rows-not-closed low
		return err
	}
	if err := apply(context.Background(), conn, one); err != nil {
		t.Fatal(err)
	}
}
