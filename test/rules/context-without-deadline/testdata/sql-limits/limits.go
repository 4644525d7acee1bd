package limits

import (
	"context"
	"database/sql"

	_ "github.com/go-sql-driver/mysql"
)

// the driver gives up after ten seconds
func Bounded() error {
	db, err := sql.Open("mysql", "app@tcp(db)/app?readTimeout=10s&writeTimeout=10s")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(context.Background(), "DELETE FROM sessions")
	return err
}

func Unbounded() error {
	db, err := sql.Open("mysql", "app@tcp(db)/app")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(context.Background(), "DELETE FROM sessions") // want context-without-deadline warning high
	return err
}

// some pool of the module has a limit: it may be this one
func Given(db *sql.DB) error {
	_, err := db.ExecContext(context.Background(), "DELETE FROM sessions") // want context-without-deadline hint low
	return err
}

func InTransaction(db *sql.DB) error {
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil) // want context-without-deadline hint low
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "DELETE FROM sessions"); err != nil { // want context-without-deadline hint low
		return err
	}
	return tx.Commit()
}

// The name of the driver is made up, and the database is in memory.
func inMemory(name string) error {
	db, err := sql.Open(name, "file:check?mode=memory")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(context.Background(), "DELETE FROM sessions")
	return err
}
