package scripted

import (
	"context"
	"database/sql"
	"os"
	"testing"
)

// Of a database the rows keep the connection.
func TestOnDatabase(t *testing.T) {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
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
		_, err := conn.QueryContext(ctx, "SELECT 1") // want sql-rows-not-closed high
		return err
	}
	if err := apply(context.Background(), conn, one); err != nil {
		t.Fatal(err)
	}
}
